/* Sends requests that were written before, each once, over HTTP/1.1 keep-alive connections, and prints one line of JSON.
 *
 * usage: httpreplay HOST:PORT CONNECTIONS FILE PAYLOAD_BYTES SECONDS
 * FILE has whole requests, head and body, each behind its length (4 bytes, big-endian): the first is the first connection's,
 * the second the second's, and so on round and round. Where a connection has none left the measurement ends early. So a
 * stamp, which is good for one request and costs a signature, is made outside of the measurement. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http.h"

struct requests {
    struct bytes written;
};

static int next_written(struct line *line) {
    struct requests *mine = line->of;
    uint32_t length = frame_length(&mine->written);
    if (length == 0)
        return 0;
    bytes_append(&line->out, mine->written.at + mine->written.from + 4, length);
    bytes_take(&mine->written, length + 4);
    return 1;
}

/* Deals the file's requests out. */
static void deal(const char *name, void **of, int connections) {
    FILE *file = fopen(name, "rb");
    if (!file)
        die("%s: cannot be opened", name);
    uint8_t head[4];
    for (int at = 0; fread(head, 1, sizeof head, file) == sizeof head; at = (at + 1) % connections) {
        struct bytes *to = &((struct requests *)of[at])->written;
        size_t length = (size_t)head[0] << 24 | (size_t)head[1] << 16 | (size_t)head[2] << 8 | head[3];
        bytes_append(to, head, sizeof head);
        if (fread(bytes_reserve(to, length), 1, length, file) != length)
            die("%s: is cut off", name);
        to->to += length;
    }
    fclose(file);
}

int main(int argc, char **argv) {
    if (argc != 6)
        die("usage: httpreplay HOST:PORT CONNECTIONS FILE PAYLOAD_BYTES SECONDS");
    int connections = atoi(argv[2]);
    if (connections < 1)
        die("httpreplay: connections from 1");
    void **of = calloc((size_t)connections, sizeof *of);
    for (int i = 0; i < connections; i++)
        of[i] = calloc(1, sizeof(struct requests));
    deal(argv[3], of, connections);
    struct samples samples;
    samples_begin(&samples, atof(argv[5]));
    size_t response = http_run(argv[1], connections, of, next_written, &samples);
    samples_print(&samples, (size_t)atol(argv[4]), response);
    return 0;
}
