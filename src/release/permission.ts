/** What somebody may do in a repository, in GitHub's words, from nothing to everything. */
export type Permission = 'none' | 'read' | 'triage' | 'write' | 'maintain' | 'admin';
