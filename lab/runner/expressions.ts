import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { truthy } from '@actions/expressions/result';
import type { Json } from '../github/json.ts';

/** What `${{ }}` may name: `github`, `vars`, `env`, `steps`, … */
export type Contexts = Readonly<Record<string, Json>>;

/** How the job stands; decides `success()` and `failure()`. */
export type JobStatus = 'success' | 'failure' | 'cancelled';

/** Replaces every `${{ … }}` by its value. @throws ExpressionError on a wrong expression. */
export function interpolate(text: string, contexts: Contexts, status: JobStatus = 'success'): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
    evaluate(expression, contexts, status).coerceString(),
  );
}

/**
 * An `if:` of a job or step: with or without `${{ }}`; without a status function, success is required.
 * @throws ExpressionError on a wrong expression.
 */
export function holds(condition: string | undefined, contexts: Contexts, status: JobStatus): boolean {
  if (condition === undefined) return status === 'success';
  const bare = condition.trim().replace(/^\$\{\{(.*)\}\}$/s, '$1');
  const asksStatus = /\b(always|success|failure|cancelled)\s*\(/.test(bare);
  return (asksStatus || status === 'success') && truthy(evaluate(bare, contexts, status));
}

function evaluate(expression: string, contexts: Contexts, status: JobStatus): data.ExpressionData {
  const answers = {
    always: true,
    success: status === 'success',
    failure: status === 'failure',
    cancelled: status === 'cancelled',
  };
  const functions = Object.entries(answers).map(([name, answer]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(answer),
  }));
  const { tokens } = new Lexer(expression.trim()).lex();
  const parsed = new Parser(tokens, Object.keys(contexts), functions).parse();
  const dictionary = new data.Dictionary();
  for (const [name, held] of Object.entries(contexts)) {
    const value: data.ExpressionData = JSON.parse(JSON.stringify(held), data.reviver);
    dictionary.add(name, value);
  }
  return new Evaluator(parsed, dictionary, new Map(functions.map((known) => [known.name, known]))).evaluate();
}
