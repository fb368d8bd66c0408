package io.jenkins.plugins.waybill.argocd;

import io.jenkins.plugins.waybill.fixture.StepRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AuthorizedStagesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shop:dev                         | ",
                "' shop : dev , , other:prod ,'   | ",
                "other:prod,shop:dev              | ",
                "shop:prod                        | lets only shop:prod change it; add shop:dev",
                "''                               | lets no Stage change it",
                "', ,'                            | lets no Stage change it",
                "shop                             | 'shop' is not of the form project:stage",
                "'shop:'                          | 'shop:' is not of the form project:stage",
                "':dev'                           | ':dev' is not of the form project:stage",
                "shop:*                           | wildcards are not allowed",
                "'shop:dev,shop:*'                | wildcards are not allowed",
                "'shop:dev,bogus'                 | 'bogus' is not of the form project:stage",
            })
    void the_annotation_lists_stages_exactly(String annotation, String refusal) {
        Application application = Application.of(StepRun.yaml("metadata:\n  name: guestbook\n  namespace: argocd\n"
                + "  annotations: {kargo.akuity.io/authorized-stage: '" + annotation + "'}\n"));

        String said = AuthorizedStages.refusal(application, "shop", "dev");

        if (refusal == null) {
            assertThat(said).isNull();
        } else {
            assertThat(said).contains("Application argocd/guestbook").contains(refusal);
        }
    }

    @Test
    void without_the_annotation_nobody_may_change_an_application() {
        Application application = Application.of(StepRun.yaml("metadata: {name: guestbook, namespace: argocd}"));

        assertThat(AuthorizedStages.refusal(application, "shop", "dev"))
                .isEqualTo("Application argocd/guestbook lets no Stage change it; annotate it with"
                        + " kargo.akuity.io/authorized-stage: shop:dev");
    }
}
