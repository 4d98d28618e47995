package org.restante.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;

@AccountTest
@ExtendWith(OutputCaptureExtension.class)
class NoSecretsTests {

    private static final String NINA = "nina@posthaste.example";
    private static final String PASSWORD = "Tr0ub4dor & päss/wörd+3";
    private static final String WRONG = "almost-Tr0ub4dor?";

    private final JdbcTemplate sql;
    private final Browser browser;

    @Autowired
    NoSecretsTests(MockMvc mvc, FakeMailSessions mail, JdbcTemplate sql) {
        this.sql = sql;
        this.browser = new Browser(mvc).from("203.0.113.9");
        mail.add(NINA, PASSWORD);
    }

    @Test
    void neitherDatabaseNorLogHoldsWhatOpensAMailbox(CapturedOutput log) {
        sql.update("DELETE FROM spring_session");
        browser.signIn(NINA, WRONG);
        browser.signIn(WRONG, PASSWORD); // typed into the wrong field
        browser.signIn(NINA, PASSWORD);
        String key = browser.cookies.get(KeyCookie.NAME).getValue();
        browser.open("/mail/INBOX");
        browser.open("/breaks");

        String database = dump();
        assertThat(database).contains("signed-in").contains(NINA);
        for (String secret : List.of(PASSWORD, WRONG, key)) {
            for (String form : forms(secret)) {
                assertThat(database).doesNotContainIgnoringCase(form);
                // our own log: what the test tools print of a failed request is not ours
                assertThat(log.getAll()).doesNotContainIgnoringCase(form);
            }
        }
        nothingInTheDatabaseOpensTheBox();

        browser.signOut();
        assertThat(dump()).doesNotContain("signed-in");
        for (String form : forms(key)) {
            assertThat(log.getAll()).doesNotContainIgnoringCase(form);
        }
    }

    /** With every run of 32 bytes of everything there is, in case one of them were the key. */
    private void nothingInTheDatabaseOpensTheBox() {
        String row =
                sql.queryForObject(
                        "SELECT convert_from(attribute_bytes, 'UTF8') FROM"
                                + " spring_session_attributes",
                        String.class);
        String box = row.replaceAll(".*\"box\":\"([^\"]+)\".*", "$1");
        UUID id = UUID.fromString(row.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1"));
        Account account = new Account(NINA, "posthaste.example", NINA);
        BrowserKey right = BrowserKey.parse(browser.cookies.get(KeyCookie.NAME).getValue());
        assertThat(Sealed.open(box, right, account, id)).contains(PASSWORD);

        List<byte[]> everything = new ArrayList<>();
        everything.add(row.getBytes(UTF_8));
        everything.add(Base64.getUrlDecoder().decode(box));
        everything.add(dump().getBytes(UTF_8));
        for (byte[] bytes : everything) {
            for (int i = 0; i + 32 <= bytes.length; i++) {
                byte[] guess = java.util.Arrays.copyOfRange(bytes, i, i + 32);
                String text = Base64.getUrlEncoder().withoutPadding().encodeToString(guess);
                assertThat(Sealed.open(box, BrowserKey.parse(text), account, id)).isEmpty();
            }
        }
    }

    /** All rows of all tables as text, and bytes as hex, as text and as base64. */
    private String dump() {
        StringBuilder dump = new StringBuilder();
        for (String table :
                sql.queryForList(
                        "SELECT table_name FROM information_schema.tables WHERE table_schema ="
                                + " 'public'",
                        String.class)) {
            for (var row : sql.queryForList("SELECT * FROM " + table)) {
                row.values()
                        .forEach(
                                value -> {
                                    if (value instanceof byte[] bytes) {
                                        dump.append(new String(bytes, UTF_8)).append('\n');
                                        dump.append(HexFormat.of().formatHex(bytes)).append('\n');
                                        dump.append(Base64.getEncoder().encodeToString(bytes));
                                    } else {
                                        dump.append(value);
                                    }
                                    dump.append('\n');
                                });
            }
        }
        return dump.toString();
    }

    private static List<String> forms(String secret) {
        byte[] bytes = secret.getBytes(UTF_8);
        String hex = HexFormat.of().formatHex(bytes);
        List<String> forms = new ArrayList<>();
        forms.add(secret);
        forms.add(hex);
        forms.add(hex.toUpperCase(Locale.ROOT));
        forms.add(URLEncoder.encode(secret, UTF_8));
        // base64 of a text that the secret stands in, at each of the three alignments
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[bytes.length + shift];
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            String sure = base64.substring(shift == 0 ? 0 : 4, base64.length() - 1);
            forms.add(sure);
            forms.add(sure.replace('+', '-').replace('/', '_'));
        }
        return forms;
    }
}
