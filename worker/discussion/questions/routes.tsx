import { newRouter } from '../../http/router'
import { acceptAnswer } from './acceptance.routes'

/** `/comments/`: which comment settled a question. */
export const answers = newRouter()

answers.post('/:id/answer', acceptAnswer)
