import { readCandidateFiles } from '../acme/read-files.ts';
import { approve, comment } from '../story/act-on-pull.ts';
import {
  awaitOtherControl,
  awaitRoute,
  awaitServedBy,
  awaitUnused,
  awaitWatch,
  readControl,
} from '../story/await-production.ts';
import { awaitHeadline, awaitVerdict, plain, type SeenVerdict } from '../story/await-report.ts';
import { openPull, pushTo } from '../story/change-branch.ts';
import type { Story } from '../story/open-story.ts';
import { shownSamples } from '../story/shown-samples.ts';
import { trueRounding } from '../traffic/numbers.ts';
import { demand } from './demand.ts';
import type { Progress } from './tell-progress.ts';

const branch = 'round-in-python';

/** What the story came to. */
export interface PlayedDemo {
  readonly pullNumber: number;
  /** One verdict per head, in order. */
  readonly verdicts: readonly SeenVerdict[];
  readonly promotedArn: string;
  readonly rolledBackTo: string;
}

/**
 * One pull request the whole way, from its first commit to its rollback. Each step is seen through GitHub's and AWS's
 * own interfaces; what does not come as it should is thrown. `answered` counts the clients' answered requests.
 */
export async function playDemo(
  story: Story,
  progress: Progress,
  answered: () => number,
): Promise<PlayedDemo> {
  const { author, reviewer, maintainer, account } = story;
  const former = await readControl(story);

  const pull = await progress.step(
    'A pull request brings round in Python',
    async () =>
      openPull(author, { branch, title: 'Round in Python', files: await readCandidateFiles('python') }),
    ({ number, headSha }) => `#${number} at ${headSha.slice(0, 7)}`,
  );
  await progress.step(
    'It is packaged, deployed beside production, and shown requests',
    () => awaitRoute(story, account.stack.FrontFunctionArn, 60),
    () => 'GET /round goes through front',
  );
  const failed = await progress.step(
    'The verdict is fail, and names what differs',
    async () => {
      const verdict = await awaitVerdict(story, pull, 'failure', 90);
      demandDifference(verdict);
      await awaitRoute(story, former, 30);
      return verdict;
    },
    ({ comment }) => `${plain(comment.headline)} ${halfOf(comment.body)}`,
  );
  const mended = await progress.step(
    'A second commit mends it',
    async () => {
      const { 'round/handler.mjs': _, ...files } = await readCandidateFiles('python-mended');
      return { number: pull.number, headSha: await pushTo(author, branch, files) };
    },
    ({ headSha }) => headSha.slice(0, 7),
  );
  const passed = await progress.step(
    'The verdict turns to pass',
    async () => {
      const verdict = await awaitVerdict(story, mended, 'success', 150);
      demand(verdict.evidence.decision === 'pass', 'a pass', verdict.evidence.decision);
      demand(/^Ready: /.test(verdict.comment.headline), 'a comment that says so', verdict.comment.headline);
      return verdict;
    },
    ({ comment }) => plain(comment.headline),
  );
  const promotedArn = await progress.step(
    'A reviewer approves, and it is promoted',
    async () => {
      await approve(reviewer, mended);
      await awaitHeadline(story, mended, /^Promoted at /, 60);
      return awaitOtherControl(story, former, 10);
    },
    (arn) => nameOf(arn),
  );
  await progress.step(
    'Clients are served by it',
    () => awaitServedBy(story, { by: functionOf(promotedArn), notBy: functionOf(former) }, 90),
    (requests) => `${requests} requests in a row`,
  );
  await progress.step(
    'The old one is watched beside it',
    async () => {
      const { record } = await awaitWatch(story, pull.number, 60);
      demand(record.control === promotedArn, `a watch over ${promotedArn}`, `one over ${record.control}`);
      demand(functionOf(record.candidate).endsWith('-twin'), 'the clone of the old one', record.candidate);
      return awaitHeadline(story, mended, /Watching .* [1-9][\d,]* requests?\b/, 60);
    },
    ({ headline }) => plain(/Watching .*?requests?\b/.exec(headline)?.[0] ?? headline),
  );
  await progress.step(
    'A maintainer comments /scientist rollback',
    async () => {
      await comment(maintainer, mended, '/scientist rollback');
      return awaitHeadline(story, mended, /^Rolled back at /, 60);
    },
    ({ headline }) => plain(headline),
  );
  const rolledBackTo = await progress.step(
    'The old one serves again',
    async () => {
      await awaitRoute(story, former, 60);
      await awaitUnused(story, functionOf(promotedArn), answered, 60);
      const control = await readControl(story);
      demand(control === former, `${former} to be let serve`, control);
      return control;
    },
    (arn) => nameOf(arn),
  );
  return { pullNumber: pull.number, verdicts: [failed, passed], promotedArn, rolledBackTo };
}

/** A fail that names the place, and shows a request of which people can check by hand that it is wrong. */
function demandDifference({ comment, evidence }: SeenVerdict): void {
  const { headline, body } = comment;
  demand(evidence.decision === 'fail', 'a fail', evidence.decision);
  demand(
    /answers differently: .* at `\/rounded` \(D1\)/.test(headline),
    'the place in the headline',
    headline,
  );
  demand(halfOf(body) !== '', 'a sample of a half that is rounded otherwise', body);
}

/** A sample in words, of a half that the control rounds rightly and the candidate does not; empty without one. */
function halfOf(body: string): string {
  const sample = shownSamples(body).find(
    ({ number, control, candidate }) =>
      Math.abs(number % 1) === 0.5 && control === trueRounding(number) && candidate === control - 1,
  );
  return sample === undefined
    ? ''
    : `GET /round?number=${sample.number}: ${sample.control} in production, ${sample.candidate} here.`;
}

/** `name` of `arn:…:function:name` or `arn:…:function:name:version`. */
function functionOf(arn: string): string {
  return nameOf(arn).split(':')[0] ?? '';
}

function nameOf(arn: string): string {
  return arn.split(':function:')[1] ?? arn;
}
