import type { ModelRow } from '../models/listing/model-row.ts';
import type { ModelWish } from '../models/model-choice.ts';
import { namesById } from '../models/listing/names-by-id.ts';
import { rowsOf } from '../models/listing/rows.ts';
import type { Settings } from '../settings/settings.ts';

/** What can be called from a region, with the names that these settings give it; the catalog's guess when there is no list. */
export function listRows(settings: Settings, place: Pick<ModelWish, 'region' | 'account' | 'known' | 'now'>): readonly ModelRow[] {
  const names = namesById({
    ...place,
    geography: settings.geography?.value,
    residency: settings.residency?.value ?? 'prefer',
    aliases: settings.models?.value ?? {},
    main: settings.model?.value,
    small: settings.smallFastModel?.value,
    assistantVersion: undefined,
  });
  return rowsOf({ ...place, discovery: settings.bedrockDiscovery?.value, names });
}
