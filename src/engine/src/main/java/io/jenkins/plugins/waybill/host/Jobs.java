package io.jenkins.plugins.waybill.host;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Work that a host does on behalf of a verification: what Kubernetes would do as a Job. Every job has a key, and to
 * start one that was started before changes nothing, so that a crash in between never makes two.
 */
public interface Jobs {

    /**
     * Starts a job, or recognises it.
     *
     * @return an address or a text by which people find the job; may be empty
     * @throws IOException when the host cannot; the message tells people what to do
     */
    String start(Request request) throws IOException;

    /**
     * How a job stands.
     *
     * @throws IOException when the host cannot tell now, or has lost the job
     */
    State state(String project, String key) throws IOException;

    /** Stops a job; one that is over or unknown stays as it is. */
    void stop(String project, String key) throws IOException;

    /**
     * A job to be done.
     *
     * @param project who asks
     * @param key unique for this job
     * @param name of the metric that asks for it
     * @param annotations of the job's manifest; a host may find in them which of its own jobs is meant
     * @param image container image; empty when the manifest names none
     * @param command the image's entry point and arguments; empty for the image's own
     * @param environment in the order written
     * @param manifest the Kubernetes Job as the template has it, arguments put in place
     */
    record Request(
            String project,
            String key,
            String name,
            Map<String, String> annotations,
            String image,
            List<String> command,
            Map<String, String> environment,
            ObjectNode manifest) {}

    /** How a job stands: {@code message} tells why it failed or cannot be judged. */
    record State(Phase phase, String message) {}

    /** The stations of a job. */
    enum Phase {
        RUNNING,
        SUCCEEDED,
        FAILED,
        /** It will never start, or ended without an answer; a person has to look. */
        INCONCLUSIVE
    }

    /** A host that runs no jobs, and says so. */
    Jobs NONE = new Jobs() {
        @Override
        public String start(Request request) throws IOException {
            throw new IOException("This host runs no jobs, so the metric '" + request.name()
                    + "' cannot be measured. Verify in Jenkins, configure a job runner, or use another provider.");
        }

        @Override
        public State state(String project, String key) throws IOException {
            throw new IOException("This host runs no jobs.");
        }

        @Override
        public void stop(String project, String key) {
            // Nothing was started.
        }
    };
}
