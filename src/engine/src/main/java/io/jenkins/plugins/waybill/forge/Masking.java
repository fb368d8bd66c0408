package io.jenkins.plugins.waybill.forge;

import java.util.List;

/** Blots secrets out of what a forge says, which may repeat what it was sent. */
record Masking(List<String> secrets) {

    private static final int SHORTEST = 4;

    Masking {
        secrets = secrets.stream().filter(secret -> secret.length() >= SHORTEST).toList();
    }

    String hide(String text) {
        String hidden = text;
        for (String secret : secrets) {
            hidden = hidden.replace(secret, "****");
        }
        return hidden;
    }

    @Override
    public String toString() {
        return "****";
    }
}
