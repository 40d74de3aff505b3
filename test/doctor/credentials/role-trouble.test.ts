import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseIniSections } from '../../../src/auth/ini-sections.ts';
import { joinProfiles } from '../../../src/auth/profiles.ts';
import { roleTrouble } from '../../../src/doctor/role-trouble.ts';

const read = (config: string) => joinProfiles(parseIniSections(config), parseIniSections(''));
const role = 'role_arn = arn:aws:iam::111122223333:role/r';
const keys = 'aws_access_key_id = A\naws_secret_access_key = b';

describe('the roles of a profile', () => {
  test.each([
    ['no role', `[profile a]\n${keys}`, undefined],
    ['a role by a key', `[profile a]\n${role}\nsource_profile = b\n[profile b]\n${keys}`, undefined],
    ['a role by its own key', `[profile a]\n${role}\nsource_profile = a\n${keys}`, undefined],
    ['a role by the instance', `[profile a]\n${role}\ncredential_source = Ec2InstanceMetadata`, undefined],
    ['a role by web identity', `[profile a]\n${role}\nweb_identity_token_file = /t`, undefined],
    [
      'a role by a profile that ends the way with its key',
      `[profile a]\n${role}\nsource_profile = b\n[profile b]\n${keys}\n${role}\nsource_profile = a`,
      undefined,
    ],
    ['itself', `[profile a]\n${role}\nsource_profile = a`, 'circle'],
    [
      'a circle further on',
      `[profile a]\n${role}\nsource_profile = b\n[profile b]\n${role}\nsource_profile = c\n[profile c]\n${role}\nsource_profile = b`,
      'circle',
    ],
    ['a source that is nowhere', `[profile a]\n${role}\nsource_profile = b`, 'source-missing'],
    ['a source with nothing', `[profile a]\n${role}\nsource_profile = b\n[profile b]\noutput = json`, 'source-empty'],
    ['both', `[profile a]\n${role}\nsource_profile = b\ncredential_source = Environment`, 'both'],
    ['neither', `[profile a]\n${role}`, 'neither'],
    ['an unknown source', `[profile a]\n${role}\ncredential_source = Ec2`, 'unknown-source'],
    ['no such profile', '', undefined],
  ])('%s', (_title, config, kind) => expect(roleTrouble(read(config), 'a')?.kind).toBe(kind));

  test('no web of profiles makes it go on for ever', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name, fc.boolean())), (links) => {
        const config = links.map(([from, to, key]) => `[profile ${from}]\n${role}\nsource_profile = ${to}\n${key ? keys : ''}`).join('\n');
        expect(roleTrouble(read(config), 'a')?.kind).not.toBe('both');
      }),
    );
  });
});
