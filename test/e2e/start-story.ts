import { type Lab, startLab } from '../../lab/start-lab.ts';
import { pushTo } from '../../lab/story/change-branch.ts';
import { openStory, type Story } from '../../lab/story/open-story.ts';
import { startTraffic, type Traffic } from '../../lab/traffic/start-traffic.ts';
import { labFolderOf } from './lab-folder.ts';

/** A lab with people in it and clients at its API. */
export interface StoryFixture {
  readonly lab: Lab;
  readonly story: Story;
  readonly traffic: Traffic;
  /** What the lab told so far, for the reader of a failure. */
  readonly lines: readonly string[];
  close(): Promise<void>;
}

const requestsPerSecond = 15;

/**
 * Starts a lab whose policy is content with half the evidence of the lab's own, so that a soak takes half the time.
 * Like the lab's own it leaves out the tail, which here is the machine's, and cost, which wants a thousand pairs.
 * The configuration reaches the base branch as it does for users: somebody pushes it. Logs go to `.lab/` under the
 * story's name, since stories run side by side.
 */
export async function startStory(name: string): Promise<StoryFixture> {
  const lines: string[] = [];
  const lab = await startLab({
    traffic: false,
    logFolder: labFolderOf(name),
    say: (line) => lines.push(line),
  });
  const story = await openStory(lab.address);
  await pushTo(story.maintainer, 'main', { '.github/scientist.yml': quickPolicy });
  const traffic = startTraffic(lab.address.clientUrl, { ratePerSecond: requestsPerSecond });
  return {
    lab,
    story,
    traffic,
    lines,
    close: async () => {
      await traffic.stop();
      story.close();
      await lab.close();
    },
  };
}

const quickPolicy = `version: 1
runtime: { stack: serverless-scientist, region: eu-west-1 }
functions:
  round:
    control: acme-functions-round
    experiment: rounding-float
    paths: ["round/**", "serverless.yml"]
policy:
  claim: 2%
  errors: 2%
  latency: { tail: off }
  cost: { floor: 10000 USD/month }
  soak: { min: 0s }
  watch: 15s
  samples: show
`;
