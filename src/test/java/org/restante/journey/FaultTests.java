package org.restante.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.journey.Running.House;
import org.restante.journey.Visitor.Answer;
import org.restante.support.DovecotServer;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/** What really goes wrong with mail servers, before signing in and after; each has its sentence. */
@Requires(Requirement.DATABASE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultTests {
    private final Running running = Running.get();

    Stream<House> houses() {
        return running.houses().stream();
    }

    @AfterEach
    void heal() {
        running.houses().forEach(house -> house.proxy().heal());
    }

    @ParameterizedTest
    @MethodSource("houses")
    void aWrongPassword(House house) {
        Answer answer = running.visitor().signIn(house.newUser(), "not-it");
        refused(answer, 401, "That address and password don’t match. Check both.");
    }

    @ParameterizedTest
    @MethodSource("houses")
    void nobodyOfThatName(House house) {
        Answer answer = running.visitor().signIn("nobody@" + house.domain(), "whatever");
        refused(answer, 401, "That address and password don’t match. Check both.");
    }

    @Test
    void anUnknownDomain() {
        Answer answer = running.visitor().signIn("ann@elsewhere.example", "whatever");
        refused(answer, 422, "Addresses of this domain can’t sign in here.");
    }

    @ParameterizedTest
    @MethodSource("houses")
    void aServerThatIsDown(House house) {
        String address = house.newUser();
        house.proxy().refuse();
        refused(
                running.visitor().signIn(address, Running.PASSWORD),
                503,
                "We can’t reach your mail server. Your mail is still there; try again in a moment.");
        house.proxy().accept();
        running.visitor().signedIn(address);
    }

    /** Who is signed in keeps the page with its ways on, and can try once more where they were. */
    @Test
    void aServerThatGoesDownLater() {
        House house = running.dovecot();
        String address = house.newUser();
        Visitor visitor = running.visitor().signedIn(address);
        house.proxy().refuse();
        house.proxy().cut();
        String asked = "/mail/INBOX?filter=unread&page=2";
        Document page = visitor.open(asked).hasStatus(503).page();
        assertThat(page.title()).isEqualTo("We can’t reach your mail server · Restante");
        assertThat(page.select("nav.folders a[href=/mail/INBOX], .tools a")).isNotEmpty();
        assertThat(page.select(".problem a.primary").attr("href")).isEqualTo(asked);
        assertThat(page.select(".facts dd").eachText()).contains("server unreachable");
        house.proxy().accept();
        assertThat(visitor.open(asked).page().select("#list")).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("houses")
    void aServerThatIsSilent(House house) {
        String address = house.newUser();
        house.proxy().stall();
        refused(
                running.visitor().signIn(address, Running.PASSWORD),
                504,
                "Your mail server did not answer in time.");
    }

    @Test
    void aCertificateThatNobodyVouchesFor() {
        running.dovecot().server().createUser("ann@untrusted.example", Running.PASSWORD);
        refused(
                running.visitor().signIn("ann@untrusted.example", Running.PASSWORD),
                502,
                "The mail server’s certificate is not valid, so your password was not sent.");
        DovecotServer dovecot = (DovecotServer) running.dovecot().server();
        assertThat(dovecot.log()).doesNotContain("Login: user=<ann@untrusted.example>");
    }

    @Test
    void moreConnectionsThanTheServerAllows() {
        House house = running.single();
        String address = house.newUser();
        try (RawImap other = house.connect(address)) {
            refused(
                    running.visitor().signIn(address, Running.PASSWORD),
                    503,
                    "The mail server allows no more connections for this account.");
        }
    }

    /** One connection must be enough for everything. */
    @Test
    void oneConnectionIsEnough() {
        House house = running.single();
        String address = house.newUser();
        try (RawImap imap = house.connect(address)) {
            imap.append("INBOX", Post.letters(3));
        }
        Visitor visitor = running.visitor().signedIn(address);
        for (int i = 0; i < 3; i++) {
            Document list = visitor.open("/mail/INBOX").hasStatus(200).page();
            String message = list.select(".msg-link").first().attr("href");
            Document page = visitor.open(message).hasStatus(200).page();
            visitor.open(page.select("iframe").attr("src")).hasStatus(200);
        }
    }

    @Test
    void anAccountThatMayNotSignIn() {
        running.dovecot();
        refused(
                running.visitor().signIn("disabled-ann@posthaste.example", Running.PASSWORD),
                403,
                "The mail server knows this account but does not let it in.");
    }

    @ParameterizedTest
    @MethodSource("houses")
    void theServerDiesWhileSomebodyReads(House house) {
        String address = house.newUser();
        try (RawImap imap = house.connect(address)) {
            imap.append("INBOX", Post.letters(3));
        }
        Visitor visitor = running.visitor().signedIn(address);
        house.proxy().refuse();
        house.proxy().cut();
        Answer answer = visitor.open("/mail/INBOX");
        answer.hasStatus(503);
        assertThat(answer.page().text())
                .contains("We can’t reach your mail server", "Your mail is still there");
        assertThat(answer.page().select("main .buttons a").eachText())
                .containsExactly("Try again", "Go to the inbox");
        assertThat(answer.page().title()).isEqualTo("We can’t reach your mail server · Restante");

        house.proxy().accept();
        Document inbox = visitor.open("/").hasStatus(200).page();
        assertThat(inbox.select(".msg")).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("houses")
    void theServerFallsSilentWhileSomebodyReads(House house) {
        String address = house.newUser();
        Visitor visitor = running.visitor().signedIn(address);
        house.proxy().stall();
        Answer answer = visitor.open("/mail/INBOX");
        answer.hasStatus(504);
        assertThat(answer.page().text()).contains("Your mail server takes too long");
        house.proxy().resume();
        visitor.open("/mail/INBOX").hasStatus(200);
    }

    /** A connection that died unnoticed costs the reader nothing. */
    @ParameterizedTest
    @MethodSource("houses")
    void aConnectionThatWasCutIsMadeAnew(House house) {
        String address = house.newUser();
        Visitor visitor = running.visitor().signedIn(address);
        house.proxy().cut();
        visitor.open("/mail/INBOX").hasStatus(200);
    }

    @ParameterizedTest
    @MethodSource("houses")
    void thePasswordIsChangedOnTheServer(House house) {
        String address = house.newUser();
        Visitor visitor = running.visitor().signedIn(address);
        house.server().createUser(address, "letter-box-new");
        house.proxy().cut();
        Answer answer = visitor.open("/mail/INBOX");
        assertThat(answer.path()).isEqualTo("/sign-in?refused");
        assertThat(answer.page().select("[role=status]").text())
                .isEqualTo(
                        "Your password was changed or refused by the mail server. Sign in with the"
                                + " password that is valid now.");
        assertThat(running.sessions(address)).isZero();
        assertThat(visitor.signIn(address, "letter-box-new").path()).isEqualTo("/mail/INBOX");
    }

    private static void refused(Answer answer, int status, String sentence) {
        answer.hasStatus(status);
        Document page = answer.page();
        assertThat(page.select("#refusal").text()).contains(sentence);
        assertThat(page.select("#username").val()).contains("@");
        assertThat(page.select("#password").val()).isEmpty();
        assertThat(answer.text()).doesNotContain(Running.PASSWORD).doesNotContain("not-it");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }
}
