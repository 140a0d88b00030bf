/** Front re-asks for a definition of this age beside the control's invocation. */
export const definitionRefreshMs = 15_000;
/** Front re-asks for a definition of this age before it uses it; a change is settled after it. */
export const definitionMaxAgeMs = 30_000;
