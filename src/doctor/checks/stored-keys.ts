import type { Check } from '../check.ts';

/** Keys that an assistant keeps itself, outside of its settings files and of the environment. */
export const storedKeys: Check = {
  id: 'stored-keys',
  area: 'settings',
  title: 'keys that the assistant keeps itself',
  needs: [],
  run: ({ settings: { storedKey } }) =>
    storedKey === undefined
      ? []
      : [
          {
            code: 'stored-keys.kept',
            severity: 'warn',
            args: { what: storedKey.what },
            remedies: storedKey.hint === undefined ? [] : [{ kind: 'words', text: storedKey.hint }],
          },
        ],
  sentences: {
    'stored-keys.kept': ({ what }) => `${what}; started without lode, it uses that key whatever your environment says.`,
  },
  well: () => 'the assistant keeps no Bedrock key of its own',
};
