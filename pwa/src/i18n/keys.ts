/** Every key of the Dutch catalogue as a type, so that a misspelt key does not compile. */
type Catalogue = {
  books: typeof import('./nl/books.json')
  cards: typeof import('./nl/cards.json')
  circulation: typeof import('./nl/circulation.json')
  community: typeof import('./nl/community.json')
  coordinate: typeof import('./nl/coordinate.json')
  counter: typeof import('./nl/counter.json')
  disputes: typeof import('./nl/disputes.json')
  earn: typeof import('./nl/earn.json')
  errors: typeof import('./nl/errors.json')
  guarantee: typeof import('./nl/guarantee.json')
  identity: typeof import('./nl/identity.json')
  meter: typeof import('./nl/meter.json')
  mandates: typeof import('./nl/mandates.json')
  notes: typeof import('./nl/notes.json')
  notices: typeof import('./nl/notices.json')
  offline: typeof import('./nl/offline.json')
  outbox: typeof import('./nl/outbox.json')
  pay: typeof import('./nl/pay.json')
  poster: typeof import('./nl/poster.json')
  presence: typeof import('./nl/presence.json')
  programmes: typeof import('./nl/programmes.json')
  push: typeof import('./nl/push.json')
  redeem: typeof import('./nl/redeem.json')
  rescue: typeof import('./nl/rescue.json')
  rules: typeof import('./nl/rules.json')
  receipts: typeof import('./nl/receipts.json')
  sheets: typeof import('./nl/sheets.json')
  send: typeof import('./nl/send.json')
  shell: typeof import('./nl/shell.json')
  start: typeof import('./nl/start.json')
  ui: typeof import('./nl/ui.json')
  wallet: typeof import('./nl/wallet.json')
  watch: typeof import('./nl/watch.json')
  words: typeof import('./nl/words.json')
}

type Leaves<Tree, Prefix extends string> = {
  [Name in keyof Tree & string]: Tree[Name] extends string
    ? `${Prefix}.${Name}`
    : Leaves<Tree[Name], `${Prefix}.${Name}`>
}[keyof Tree & string]

export type MessageKey = {
  [Area in keyof Catalogue & string]: Leaves<Omit<Catalogue[Area], 'default'>, Area>
}[keyof Catalogue & string]
