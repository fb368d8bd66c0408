package io.jenkins.plugins.waybill.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What pages show can be translated: it comes from Messages, or is marked in Jelly. Logs and the API speak English. */
class PageTextsTest {

    private static final Path JAVA = Path.of("src/main/java");
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path MESSAGES = RESOURCES.resolve("io/jenkins/plugins/waybill/plugin/Messages.properties");

    /** Comments, expressions, code and templates, which are for machines. */
    private static final Pattern NO_TEXT =
            Pattern.compile("(?s)<\\?.*?\\?>|<!--.*?-->|<code>.*?</code>|\\$\\{[^}]*\\}");

    /** Jelly takes what is in brackets for arguments, and does not show it. */
    private static final Pattern CUT = Pattern.compile("\\$\\{%[^}]*\\s\\([^}]*\\}");

    private static final Pattern TAG = Pattern.compile("(?s)<[^>]*>");
    private static final Pattern SHOWN_ATTRIBUTE =
            Pattern.compile("\\b(title|add|tooltip|alt|placeholder|progress|description|aria-label)=\"([^\"]*)\"");
    private static final Pattern BUTTON = Pattern.compile("(?s)<f:submit[^>]*\\bvalue=\"([^\"]*)\"");
    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");

    private static final List<Pattern> LITERALS_ON_PAGES = List.of(
            Pattern.compile("FormValidation\\s*\\.(ok|warning|error)\\(\\s*\"[^\"]*\\p{L}{2}"),
            Pattern.compile("String get(DisplayName|ShortDescription|Description|Pronoun|TaskNoun)\\(\\) \\{\\s*return"
                    + " \"[^\"]*\\p{L}{2}"),
            Pattern.compile("(choices|items|model|list)\\s*\\.add\\(\\s*\"[^\"]*\\p{L}{2}"),
            Pattern.compile("CauseOfBlockage\\.fromMessage\\(\\s*\""),
            Pattern.compile("AccessDeniedException\\(\\s*\""),
            Pattern.compile("new Permission\\(\\s*\\w+,\\s*\"\\w+\",\\s*\""));

    @Test
    void everyTextInJellyIsMarked() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : files(RESOURCES, ".jelly")) {
            // The plugin's description, which the update centre shows as it is.
            if (RESOURCES.relativize(file).equals(Path.of("index.jelly"))) {
                continue;
            }
            String page = NO_TEXT.matcher(Files.readString(file)).replaceAll("");
            CUT.matcher(Files.readString(file)).results().forEach(found -> wrong.add(file + ": " + found.group()));
            words(TAG.matcher(page).replaceAll(" ")).forEach(word -> wrong.add(file + ": " + word));
            Stream.concat(
                            SHOWN_ATTRIBUTE.matcher(page).results().map(found -> found.group(2)),
                            BUTTON.matcher(page).results().map(found -> found.group(1)))
                    .flatMap(PageTextsTest::words)
                    .forEach(word -> wrong.add(file + ": " + word));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void noTextForPagesIsWrittenInJava() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : files(JAVA, ".java")) {
            String code = Files.readString(file);
            for (Pattern literal : LITERALS_ON_PAGES) {
                literal.matcher(code).results().forEach(found -> wrong.add(file + ": " + found.group()));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyMessageIsUsed() throws IOException {
        Properties messages = new Properties();
        try (var reader = Files.newBufferedReader(MESSAGES)) {
            messages.load(reader);
        }
        StringBuilder code = new StringBuilder();
        for (Path file : files(JAVA, ".java")) {
            code.append(Files.readString(file));
        }
        assertThat(messages.stringPropertyNames()).isNotEmpty().allMatch(key -> {
            Matcher use =
                    Pattern.compile("\\b_?" + key.replace('.', '_') + "\\(").matcher(code);
            return use.find();
        });
    }

    @Test
    void theScanFindsWhatItLooksFor() {
        assertThat(words(TAG.matcher("<p>Hello</p>").replaceAll(" "))).containsExactly("Hello");
        assertThat(NO_TEXT.matcher("${%Hello} <code>main</code>").replaceAll(""))
                .isBlank();
        assertThat(LITERALS_ON_PAGES
                        .get(0)
                        .matcher("FormValidation.error(\"No.\")")
                        .find())
                .isTrue();
    }

    private static Stream<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group);
    }

    private static List<Path> files(Path root, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(ending)).collect(Collectors.toList());
            assertThat(found).isNotEmpty();
            return found;
        }
    }
}
