import { skeletonsOf } from './confusables'
import { lengthOf } from './clean-text'

/** The longest name, in characters. */
export const NAME_LIMIT = 60

/** Controls, private and unassigned characters, direction overrides, and characters without width. */
const INVISIBLE = /\p{Cc}|\p{Cs}|\p{Co}|\p{Cn}|\p{Zl}|\p{Zp}|\u2800/u
const ZERO_WIDTH = /(?!\u200c|\u200d|\ufe0f)(?:\p{Cf}|\p{Default_Ignorable_Code_Point})/u

/** A joiner belongs in scripts that join (Persian, Hindi) and between the parts of one emoji. */
const LOOSE_JOINER =
  /(?<!\p{M}|\p{sc=Arabic}|\p{sc=Syriac}|\p{sc=Mongolian}|\p{RGI_Emoji})[\u200c\u200d]|[\u200c\u200d](?!\p{L}|\p{RGI_Emoji})|(?<!\p{Emoji})\ufe0f/v

/** More marks on a letter than writing needs. */
const PILED = /\p{Mn}{4}/u

const FAULTS = [INVISIBLE, ZERO_WIDTH, LOOSE_JOINER, PILED]

const READABLE = /[\p{L}\p{N}\p{Extended_Pictographic}]/u

/** A reserved name with fewer letters may be part of another person's real name. */
const MIN_CONTAINED = 8

export type NameFault = 'empty' | 'too-long' | 'unreadable' | 'reserved'

/**
 * Why a display name is refused, or `undefined`.
 *
 * A name that looks like a reserved one is refused, and so is a longer name that contains a reserved
 * full name (first and last, or the hub's), such as `Mara Lindqvist (host)`.
 */
export const nameFault = (name: string, reserved: readonly string[]): NameFault | undefined => {
  if (!name.trim()) return 'empty'
  if (lengthOf(name) > NAME_LIMIT) return 'too-long'
  if (FAULTS.some((fault) => fault.test(name)) || !READABLE.test(name)) return 'unreadable'
  const looks = skeletonsOf(name)
  return reserved.some((taken) => resembles(looks, taken)) ? 'reserved' : undefined
}

const resembles = (looks: string[], taken: string): boolean => {
  const whole = taken.trim().includes(' ')
  return skeletonsOf(taken).some(
    (look) =>
      look !== '' &&
      looks.some(
        (mine) => mine === look || (whole && look.length >= MIN_CONTAINED && mine.includes(look)),
      ),
  )
}
