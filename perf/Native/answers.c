#include "answers.h"

#include <stdlib.h>
#include <string.h>

enum { id_at = 14, id_length = 8, longest = 1 << 20 };

static const char head[] = "{\"requestId\":\"00000000\",\"success\":true,\"errorMessage\":null,\"payload\":{";
static uint8_t *canned;
static long extra, most;

/* The same for every response but its length and its id: a prepared text is copied. */
void answers_prepare(long extra_bytes, long most_bytes) {
    extra = extra_bytes;
    most = most_bytes;
    canned = malloc(longest);
    if (!canned)
        die("out of memory");
    memset(canned, ' ', longest);
    memcpy(canned, head, sizeof head - 1);
}

void answer_all(struct bytes *in, struct bytes *out) {
    uint32_t length;
    while ((length = frame_length(in)) > 0) {
        const uint8_t *request = in->at + in->from + 4;
        size_t response = (size_t)(((long)length < most ? (long)length : most) + extra);
        if (length < id_at + id_length || response < sizeof head || response > longest)
            die("a frame of %u bytes is not what the load client sends", length);
        uint8_t *frame = bytes_reserve(out, response + 4);
        frame_header(frame, (uint32_t)response);
        memcpy(frame + 4, canned, response);
        memcpy(frame + 4 + id_at, request + id_at, id_length);
        out->to += response + 4;
        bytes_take(in, length + 4);
    }
}
