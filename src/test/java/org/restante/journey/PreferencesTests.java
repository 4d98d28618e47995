package org.restante.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.restante.journey.Running.House;
import org.restante.journey.Visitor.Answer;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/** What somebody prefers is kept in PostgreSQL by their address and shows on every page. */
@Requires(Requirement.DATABASE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreferencesTests {
    private static final String PATH = "/settings/general";

    private final Running running = Running.get();
    private final House house = running.houses().getFirst();
    private String address;
    private Visitor visitor;

    @BeforeEach
    void someone() {
        address = house.newUser();
        try (RawImap imap = house.connect(address)) {
            imap.append("INBOX", Post.letters(30));
        }
        visitor = running.visitor().signedIn(address);
    }

    @Test
    void nothingChosenLeavesAllToTheBrowser() {
        var html = visitor.open("/mail/INBOX").page().child(0);
        assertThat(html.hasAttr("data-theme")).isFalse();
        assertThat(html.attr("lang")).isEqualTo("en-GB");
        assertThat(html.attr("data-density")).isEqualTo("comfortable");
        assertThat(html.attr("data-pane")).isEqualTo("right");
        assertThat(html.attr("data-paging")).isEqualTo("pages");
        assertThat(html.attr("data-shortcuts")).isEqualTo("on");
    }

    @Test
    void onAComputerThatOthersUseThereAreNoNotifications() {
        save("news", "FULL");
        Visitor library = running.visitor();
        String token = Visitor.token(library.get("/sign-in").page());
        library.post(
                        "/sign-in",
                        Map.of(
                                "username",
                                address,
                                "password",
                                Running.PASSWORD,
                                "shared",
                                "true",
                                "_csrf",
                                token))
                .hasStatus(303);
        var there = library.open(PATH).page();
        assertThat(there.child(0).attr("data-notify")).isEqualTo("none");
        assertThat(there.text()).contains("Never in this browser");
        assertThat(there.select("[data-behaviour=look]").attr("data-notify")).isEqualTo("none");
        var here = visitor.open(PATH).page();
        assertThat(here.child(0).attr("data-notify")).isEqualTo("full");
        assertThat(here.text()).doesNotContain("Never in this browser");
    }

    @Test
    void aChoiceShowsOnEveryPageAndInEveryOtherBrowser() {
        save("theme", "DARK", "density", "COMPACT", "pane", "HIDDEN", "language", "de");
        save("rows", "25", "paging", "endless", "zone", "Asia/Tokyo", "shortcuts", null);
        Visitor elsewhere = running.visitor().signedIn(address);
        for (String path :
                new String[] {
                    "/mail/INBOX",
                    "/mail/INBOX/1",
                    PATH,
                    "/folders",
                    "/folders/new",
                    "/storage",
                    "/devices",
                    "/mail/nowhere"
                }) {
            var html = elsewhere.open(path).page().child(0);
            assertThat(html.attr("data-theme")).as(path).isEqualTo("dark");
            assertThat(html.attr("lang")).as(path).isEqualTo("de");
            if (!path.equals("/mail/nowhere")) {
                assertThat(html.attr("data-density")).as(path).isEqualTo("compact");
                assertThat(html.attr("data-pane")).as(path).isEqualTo("hidden");
                assertThat(html.attr("data-paging")).as(path).isEqualTo("endless");
                assertThat(html.attr("data-shortcuts")).as(path).isEqualTo("off");
            }
        }
        assertThat(elsewhere.open("/mail/INBOX").page().select(".msg")).hasSize(25);
        var form = elsewhere.open(PATH).page();
        assertThat(form.select("#zone option[selected]").val()).isEqualTo("Asia/Tokyo");
        assertThat(form.select("input[name=rows][checked]").val()).isEqualTo("25");
        assertThat(form.select("#shortcuts").hasAttr("checked")).isFalse();
    }

    @Test
    void savingSaysSoAndWhen() {
        var page = save("density", "COMPACT").hasStatus(200).page();
        assertThat(page.select(".save [role=status]").text())
                .matches("All changes saved, \\d{1,2}:\\d\\d");
    }

    @ParameterizedTest
    @CsvSource({
        "theme,PINK",
        "theme,''",
        "density,<script>alert(1)</script>",
        "pane,BELOW",
        "language,fr",
        "language,en-GB'; DROP TABLE preference; --",
        "zone,Europe/Atlantis",
        "zone,../../etc/passwd",
        "rows,26",
        "rows,99999999999999999999",
        "rows,-50",
        "paging,never"
    })
    void whatThereIsNotIsRefusedBesideItsFieldAndNothingIsSaved(String field, String value) {
        save("theme", "LIGHT");
        Answer refused = save("theme", "DARK", field, value).hasStatus(422);
        var page = refused.page();
        assertThat(page.select(".err")).hasSize(1);
        assertThat(page.select(".err").text()).contains("Nothing was saved");
        var described =
                page.select("[aria-describedby=%s]".formatted(page.select(".err").attr("id")));
        assertThat(described).hasSize(1);
        assertThat(described.select("[name=%s]".formatted(field))).isNotEmpty();
        assertThat(page.select("script:not([src])")).isEmpty();
        assertThat(theme()).isEqualTo("light");
    }

    @Test
    void aMissingFieldIsRefusedToo() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("_csrf", Visitor.token(visitor.open(PATH).page()));
        assertThat(visitor.post(PATH, fields).hasStatus(422).page().select(".err")).hasSize(5);
        assertThat(visitor.post(PATH, Map.of("theme", "DARK")).status()).isEqualTo(403);
        assertThat(theme()).isEmpty();
    }

    @Test
    void aRequestOfAKnownSessionCostsNoDatabaseRoundTrip() {
        save("theme", "DARK");
        assertThat(theme()).isEqualTo("dark");
        running.update("ALTER TABLE preference RENAME TO hidden_preference");
        running.update("ALTER TABLE spring_session RENAME TO hidden_session");
        try {
            assertThat(theme()).isEqualTo("dark");
            visitor.open(PATH).hasStatus(200);
        } finally {
            running.update("ALTER TABLE hidden_session RENAME TO spring_session");
            running.update("ALTER TABLE hidden_preference RENAME TO preference");
        }
    }

    @Test
    void whatAnotherNodeSavesIsSeenWithinASecond() {
        save("theme", "DARK");
        assertThat(theme()).isEqualTo("dark");
        running.update(
                "UPDATE preference SET theme = 'LIGHT' WHERE address = '%s'".formatted(address));
        await().atMost(Duration.ofSeconds(1)).until(() -> theme().equals("light"));
        running.update("DELETE FROM preference WHERE address = '%s'".formatted(address));
        await().atMost(Duration.ofSeconds(1)).until(() -> theme().isEmpty());
    }

    @Test
    void aForgedRowBreaksNoPage() {
        String forged =
                """
                INSERT INTO preference VALUES ('%s', '"><script>', 'x', '', 'tlh', '../etc/passwd',
                    -1, true, false)
                """
                        .formatted(address);
        try {
            running.update(forged);
            throw new AssertionError("the table takes anything");
        } catch (IllegalStateException refused) {
            assertThat(refused).hasMessageContaining("check constraint");
        }
        running.update("ALTER TABLE preference RENAME TO checked");
        running.update("CREATE TABLE preference (LIKE checked INCLUDING DEFAULTS)"); // no checks
        try {
            running.update(forged);
            Visitor newcomer = running.visitor().signedIn(address);
            for (String path : new String[] {"/mail/INBOX", PATH, "/folders", "/storage"}) {
                var page = newcomer.open(path).hasStatus(200).page();
                assertThat(page.child(0).hasAttr("data-theme")).isFalse();
                assertThat(page.child(0).attr("data-density")).isEqualTo("comfortable");
                assertThat(page.select("script:not([src])")).isEmpty();
            }
        } finally {
            running.update("DROP TABLE preference");
            running.update("ALTER TABLE checked RENAME TO preference");
        }
    }

    @Test
    void zonesStandByRegionWithWhatTheyAreAheadOfUtc() {
        var page = visitor.open(PATH).page();
        assertThat(page.select("#zone optgroup").eachAttr("label"))
                .contains("Africa", "Europe", "Pacific");
        assertThat(page.select("#zone option[value=Asia/Tokyo]").text())
                .isEqualTo("Tokyo (UTC+09:00)");
        assertThat(page.select("label[for=zone] small").text()).startsWith("This browser is in");
    }

    private String theme() {
        return visitor.open("/folders/new").hasStatus(200).page().child(0).attr("data-theme");
    }

    /** Sends the form as the page has it but for these fields; null leaves one out. */
    private Answer save(String... changes) {
        var form = visitor.open(PATH).page().selectFirst("form[action=%s]".formatted(PATH));
        Map<String, Object> fields = new LinkedHashMap<>();
        form.select("input[type=hidden]").forEach(one -> fields.put(one.attr("name"), one.val()));
        form.select("input[checked]").forEach(one -> fields.put(one.attr("name"), one.val()));
        form.select("select")
                .forEach(one -> fields.put(one.attr("name"), one.select("option[selected]").val()));
        for (int i = 0; i < changes.length; i += 2) {
            if (changes[i + 1] == null) {
                fields.remove(changes[i]);
            } else {
                fields.put(changes[i], changes[i + 1]);
            }
        }
        Answer answer = visitor.post(PATH, fields);
        return answer.status() == 303 ? visitor.open(answer.header("Location")) : answer;
    }
}
