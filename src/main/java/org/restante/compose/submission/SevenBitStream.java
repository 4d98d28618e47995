package org.restante.compose.submission;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.restante.compose.submission.SubmissionFailure.Kind;

/**
 * A message on its way to a server that takes only 7 bits of each octet. An octet above 127 ends it
 * on the spot, before the server has all of it: it would become another message.
 */
final class SevenBitStream extends FilterInputStream {

    private final Runnable cut;

    SevenBitStream(InputStream message, Runnable cut) {
        super(message);
        this.cut = cut;
    }

    @Override
    public int read() throws IOException {
        int c = super.read();
        check(c > 127);
        return c;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        int count = super.read(target, start, length);
        for (int i = start; i < start + count; i++) {
            check(target[i] < 0);
        }
        return count;
    }

    private void check(boolean above) {
        if (above) {
            cut.run();
            throw new SubmissionFailure(Kind.EIGHT_BIT, 0, List.of(), "no 8BITMIME");
        }
    }
}
