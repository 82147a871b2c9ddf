// Made by scripts/generate.mjs from knowledge/data/phrases.

/** What a sentence can mean for a login. */
export type PhraseEvent =
  | 'asked'
  | 'code-again'
  | 'code-asked'
  | 'code-not-needed'
  | 'code-typed'
  | 'drifted'
  | 'group-failed'
  | 'group-passed'
  | 'key-mismatch'
  | 'name-not-resolved'
  | 'no-more-server'
  | 'no-proposal'
  | 'no-server'
  | 'not-in-policy'
  | 'not-started'
  | 'push-sent'
  | 'refused'
  | 'result'
  | 'saml-answered'
  | 'saml-error'
  | 'saml-lacks'
  | 'server-rejected'
  | 'server-timeout'
  | 'user-not-found'
  | 'wrong-password';

/** What a sentence can mean for a request to a service. */
export type PhraseStep =
  'begins' | 'code-sent' | 'connected' | 'done' | 'picture' | 'provisioned' | 'queued' | 'received' | 'sent';
