package io.jenkins.plugins.waybill.registry;

import io.jenkins.plugins.waybill.cloud.CloudFailure;

/** A cloud that gave no login for its registry, in the registry's terms. */
final class CloudRefusal {

    private CloudRefusal() {}

    static RegistryException of(RepositoryName name, CloudFailure failure) {
        RegistryException.Reason reason =
                switch (failure.reason()) {
                    case DENIED -> RegistryException.Reason.DENIED;
                    case UNREACHABLE -> RegistryException.Reason.UNREACHABLE;
                    case BROKEN -> RegistryException.Reason.BROKEN;
                };
        return new RegistryException(reason, "No access to " + name + ". " + failure.getMessage());
    }
}
