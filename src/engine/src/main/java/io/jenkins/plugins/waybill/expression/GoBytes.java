package io.jenkins.plugins.waybill.expression;

import java.util.AbstractList;
import java.util.List;

/** Bytes, as {@code b"text"} writes them. */
record GoBytes(List<Long> numbers) {

    static GoBytes of(byte[] bytes) {
        byte[] copy = bytes.clone();
        return new GoBytes(new AbstractList<>() {
            @Override
            public Long get(int index) {
                return copy[index] & 0xFFL;
            }

            @Override
            public int size() {
                return copy.length;
            }
        });
    }

    byte[] toArray() {
        byte[] bytes = new byte[numbers.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = numbers.get(i).byteValue();
        }
        return bytes;
    }
}
