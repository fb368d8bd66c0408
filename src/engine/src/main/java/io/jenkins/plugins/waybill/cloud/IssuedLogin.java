package io.jenkins.plugins.waybill.cloud;

import java.time.Instant;

import io.jenkins.plugins.waybill.host.Credential;

/** A login that a cloud gave, and until when it opens. */
record IssuedLogin(Credential.UsernamePassword login, Instant expires) {}
