import type { Item } from './item'

/** Sends commands of one kind and one owner together, oldest first; answers what became of each. Throws ApiError. */
export type SendTogether = (items: Item[]) => Promise<Map<string, Partial<Item>>>

/** What is not simply put under its id in the collection that its kind names. */
export const serverKinds: Record<string, SendTogether> = {}
