import { compareVersions } from '../../launcher/compare-versions.ts';
import type { Check } from '../check.ts';

/** `engines` of lode's package: the SDK runs on nothing older. */
const oldestNode = '20.17.0';

/** The Node that runs lode. */
export const runtime: Check = {
  id: 'runtime',
  area: 'programs',
  title: 'the Node that runs lode',
  needs: [],
  run: ({ programs: { node, lode } }) =>
    compareVersions(node, oldestNode) >= 0
      ? []
      : [
          {
            code: 'runtime.too-old',
            severity: 'fail',
            args: { node, oldest: oldestNode, lode },
            remedies: [{ kind: 'page', url: 'https://nodejs.org/en/download', why: 'a newer Node; then install lode with it again' }],
          },
        ],
  sentences: { 'runtime.too-old': ({ node, oldest, lode }) => `Node ${node} runs lode (${lode}), which needs ${oldest} or newer.` },
  well: ({ programs: { node } }) => `Node ${node}`,
};
