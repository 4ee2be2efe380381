/* What a baseline answers: as many bytes as our server would, after a look at nothing but the length and the place where
 * the requestId stands. */
#ifndef NSL_PERF_ANSWERS_H
#define NSL_PERF_ANSWERS_H

#include "stream.h"

/* A response is so many bytes longer than its request, of which at most so many are counted. To be called first. */
void answers_prepare(long extra, long most);

/* Appends to out an answer for each whole frame that is in. */
void answer_all(struct bytes *in, struct bytes *out);

#endif
