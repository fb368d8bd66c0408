package io.jenkins.plugins.waybill.warehouse.chart;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;

/**
 * A stream of YAML of which no single value may be large: a parser holds the one that it is at in memory, and copies it
 * again and again while it grows.
 */
final class SmallPieces extends FilterInputStream {

    private static final int LARGEST = 1024 * 1024;

    private long sinceLast;

    /** A value is too large; the message is for people. */
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1;

        TooLarge() {
            super("one of its values is larger than " + LARGEST / 1024 / 1024 + " MiB.");
        }
    }

    SmallPieces(InputStream stream) {
        super(stream);
    }

    /** The events that a parser makes of this stream; each begins a new piece. */
    <T> Iterator<T> between(Iterator<T> events) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return events.hasNext();
            }

            @Override
            public T next() {
                T event = events.next();
                sinceLast = 0;
                return event;
            }
        };
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        counted(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        return counted(super.read(buffer, from, length));
    }

    private int counted(int bytes) throws TooLarge {
        sinceLast += Math.max(0, bytes);
        if (sinceLast > LARGEST) {
            throw new TooLarge();
        }
        return bytes;
    }
}
