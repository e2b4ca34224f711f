/** The 24 words of the paid screen; the order is part of the protocol, because both phones choose by number. */
export const wordNames = [
  'bicycle',
  'bread',
  'boat',
  'tree',
  'house',
  'key',
  'sun',
  'moon',
  'star',
  'fish',
  'cat',
  'bird',
  'apple',
  'cup',
  'bell',
  'book',
  'umbrella',
  'ladder',
  'flower',
  'shoe',
  'clock',
  'anchor',
  'kite',
  'heart',
] as const

export type WordName = (typeof wordNames)[number]

/** The word of a number; numbers beyond the list start again. */
export const wordName = (number: number): WordName => wordNames[number % wordNames.length] ?? 'bicycle'
