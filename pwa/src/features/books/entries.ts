import { hats } from '../../data/session'
import type { Entry } from '../../ui/entries/entry'

export const entries: Entry[] = [
  {
    roles: ['resident'],
    group: 'own',
    order: 20,
    icon: 'download',
    label: 'books.statement.title',
    text: 'books.statement.entryText',
    path: () => '/books/statement',
  },
  {
    roles: ['shop', 'coordinator'],
    group: 'money',
    order: 90,
    icon: 'download',
    label: 'books.till.title',
    text: 'books.till.entryText',
    path: ({ organisation }) => `/books/till/${organisation}`,
    fits: ({ organisation }) =>
      hats.value.some(
        (worn) =>
          worn.organisation?.id === organisation &&
          (worn.role === 'shop_owner' || worn.role === 'coordinator'),
      ),
  },
  {
    roles: ['issuer', 'treasurer'],
    group: 'rules',
    order: 20,
    icon: 'book',
    label: 'books.title',
    text: 'books.entryText',
    path: ({ community }) => `/books/${community}`,
  },
]
