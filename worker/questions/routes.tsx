import { newRouter } from '../shell/router'
import { acceptAnswer } from './acceptance'

/** `/comments/`: which comment settled a question. */
export const answers = newRouter()

answers.post('/:id/answer', acceptAnswer)
