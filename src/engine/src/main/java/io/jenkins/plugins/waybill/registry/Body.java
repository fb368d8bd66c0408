package io.jenkins.plugins.waybill.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

import io.jenkins.plugins.waybill.http.HttpAnswer;

/** The content of answers, unpacked where a server packs without being asked. */
final class Body {

    private Body() {}

    /** All of it, when it is not larger than a limit. */
    static byte[] of(HttpAnswer answer, int limit, String what) throws RegistryException {
        String encoding = answer.header("Content-Encoding").orElse("identity").strip();
        if (encoding.isEmpty() || encoding.equalsIgnoreCase("identity")) {
            return answer.body();
        }
        if (!encoding.equalsIgnoreCase("gzip") && !encoding.equalsIgnoreCase("x-gzip")) {
            throw new RegistryException(
                    RegistryException.Reason.INVALID_ANSWER,
                    what + " comes packed as '" + Words.clean(encoding) + "', which was not asked for.");
        }
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            byte[] content = unpacked.readNBytes(limit + 1);
            if (content.length > limit) {
                throw new RegistryException(
                        RegistryException.Reason.INVALID_ANSWER,
                        what + " is larger than " + limit / 1024 / 1024 + " MiB when unpacked; no more is read.");
            }
            return content;
        } catch (RegistryException e) {
            throw e;
        } catch (IOException e) {
            throw new RegistryException(
                    RegistryException.Reason.INVALID_ANSWER, what + " cannot be unpacked: " + e.getMessage() + ".");
        }
    }
}
