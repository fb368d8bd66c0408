package io.jenkins.plugins.waybill.expression;

/** Where something stands in an expression: line and column from 1, as people and editors count. */
record Position(int line, int column) {

    static Position of(String text, int offset) {
        int line = 1;
        int start = 0;
        int end = Math.min(offset, text.length());
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new Position(line, end - start + 1);
    }
}
