package org.restante.mailbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** The octets of all pieces one after the other; each is opened when its turn has come. */
final class PieceStream extends InputStream {

    private final Iterator<Piece> pieces;
    private final Function<Piece.Stored, InputStream> opener;
    private InputStream current = InputStream.nullInputStream();
    private long left;

    PieceStream(List<Piece> pieces, Function<Piece.Stored, InputStream> opener) {
        this.pieces = pieces.iterator();
        this.opener = opener;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        Objects.checkFromIndexSize(start, length, target.length);
        while (left == 0) {
            if (!pieces.hasNext()) {
                return -1;
            }
            current.close();
            Piece next = pieces.next();
            left = next.size();
            current = open(next);
        }
        int count = current.read(target, start, (int) Math.min(length, left));
        if (count < 0) {
            throw new IOException("a piece ended too early");
        }
        left -= count;
        return count;
    }

    private InputStream open(Piece piece) {
        return switch (piece) {
            case Piece.Octets octets -> new ByteArrayInputStream(octets.octets());
            case Piece.Content content -> content.content();
            case Piece.Stored stored -> opener.apply(stored);
        };
    }
}
