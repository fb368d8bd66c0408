package io.jenkins.plugins.waybill.store;

/** Where the SQL of the databases differs; all other SQL here is understood by both. */
enum Dialect {
    SQLITE("sqlite", "BEGIN IMMEDIATE", "instr"),
    POSTGRESQL("postgresql", "BEGIN", "strpos");

    private final String scripts;
    private final String begin;
    private final String find;

    Dialect(String scripts, String begin, String find) {
        this.scripts = scripts;
        this.begin = begin;
        this.find = find;
    }

    /** The folder of the scripts that make the schema. */
    String scripts() {
        return scripts;
    }

    /** Begins a transaction that is going to write. */
    String begin() {
        return begin;
    }

    /** A condition: the column contains the parameter's text, letter by letter. */
    String contains(String column, String parameter) {
        return find + "(" + column + ", :" + parameter + ") > 0";
    }
}
