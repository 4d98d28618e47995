package org.restante.account.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.restante.support.Databases;
import org.restante.support.Requirement;
import org.restante.support.Requires;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.session.Session;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.transaction.support.TransactionTemplate;

@Requires(Requirement.DATABASE)
class CachedSessionsTests {

    /** Of the repository, where nothing else is set. */
    private static final Duration IDLE = Duration.ofMinutes(30);

    private final Databases.Database database = Databases.fresh();
    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private final MovableClock clock = new MovableClock();
    private JdbcTemplate sql;
    private CachedSessions<?> here;
    private CachedSessions<?> there;
    private SessionNews hereNews;
    private SessionNews thereNews;

    @BeforeEach
    void start() {
        source.setUrl(database.url());
        source.setUser(database.user());
        source.setPassword(database.password());
        Flyway.configure().dataSource(source).load().migrate();
        sql = new JdbcTemplate(source);
        here = new CachedSessions<>(stored(), clock);
        there = new CachedSessions<>(stored(), clock);
        hereNews = news(here);
        thereNews = news(there);
        await().until(() -> listeners() == 2);
    }

    @AfterEach
    void stop() {
        hereNews.stop();
        thereNews.stop();
    }

    @Test
    void anEndOnAnotherNodeIsKnownWithinASecond() {
        String id = signedIn(here);
        assertThat(there.findById(id)).isNotNull();
        assertThat(here.findById(id)).isNotNull();

        there.deleteById(id);

        await().atMost(Duration.ofSeconds(1)).until(() -> here.findById(id) == null);
    }

    @Test
    void anEndByHandIsKnownWithinASecond() {
        String id = signedIn(here);
        assertThat(here.findById(id)).isNotNull();

        sql.update("DELETE FROM spring_session");

        await().atMost(Duration.ofSeconds(1)).until(() -> here.findById(id) == null);
    }

    @Test
    void whatIsKnownIsNotAskedAgainWhileTheNewsAreHeard() {
        String id = signedIn(here);
        assertThat(here.findById(id)).isNotNull();
        sql.execute("ALTER TABLE spring_session RENAME TO hidden");
        try {
            here.save(found(here, id));
            assertThat(here.findById(id)).isNotNull();
        } finally {
            sql.execute("ALTER TABLE hidden RENAME TO spring_session");
        }
    }

    @Test
    void withoutNewsAnEndIsKnownSoonAnyway() {
        String id = signedIn(here);
        hereNews.stop();
        await().until(() -> listeners() == 1);
        assertThat(here.findById(id)).isNotNull();
        there.deleteById(id);
        assertThat(here.findById(id)).isNotNull();

        clock.move(Duration.ofSeconds(11)); // nothing was heard for so long

        assertThat(here.findById(id)).isNull();
    }

    @Test
    void aBrokenListenerComesBackAndForgetsWhatItMissed() {
        String id = signedIn(here);
        assertThat(here.findById(id)).isNotNull();

        sql.queryForList(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
                        + " 'restante-news'");
        there.deleteById(id);

        await().atMost(Duration.ofSeconds(5)).until(() -> listeners() == 2);
        await().atMost(Duration.ofSeconds(1)).until(() -> here.findById(id) == null);
    }

    @Test
    void lastUseIsWrittenAtMostOnceAMinute() {
        String id = signedIn(here);
        Instant start = lastUse();
        here.findById(id);

        clock.move(Duration.ofSeconds(50));
        use(here, id);
        assertThat(lastUse()).isEqualTo(start);

        clock.move(Duration.ofSeconds(15));
        use(here, id);
        Instant written = lastUse();
        assertThat(written).isAfter(start);

        clock.move(Duration.ofSeconds(5));
        use(here, id);
        assertThat(lastUse()).isEqualTo(written);
    }

    @Test
    void anIdleSessionEnds() {
        String id = signedIn(here);
        assertThat(here.findById(id)).isNotNull();

        clock.move(Duration.ofHours(1));

        assertThat(here.findById(id)).isNull();
        assertThat(sql.queryForObject("SELECT count(*) FROM spring_session", Integer.class))
                .isZero();
    }

    /** What a page asks for by itself as mail comes is no use of the session by anybody. */
    @Test
    void aForgottenPageKeepsNoSessionAlive() throws Exception {
        String id = signedIn(here);
        Unattended filter = new Unattended();
        MockHttpServletRequest refresh = new MockHttpServletRequest("GET", "/mail/INBOX");
        refresh.addHeader(Unattended.HEADER, "true");
        for (MockHttpServletRequest request :
                List.of(refresh, new MockHttpServletRequest("GET", "/live"))) {
            clock.move(IDLE.dividedBy(3));
            filter.doFilter(
                    request, new MockHttpServletResponse(), (one, other) -> useAndSave(here, id));
        }
        assertThat(here.findById(id)).isNotNull();
        clock.move(IDLE.dividedBy(2));
        assertThat(here.findById(id)).isNull();
    }

    @Test
    void usingASessionThatEndedElsewhereDoesNotBringItBack() {
        String id = signedIn(here);
        var session = found(here, id);
        there.deleteById(id);

        clock.move(Duration.ofMinutes(2));
        session.setLastAccessedTime(clock.instant());
        here.save(session);

        assertThat(sql.queryForObject("SELECT count(*) FROM spring_session", Integer.class))
                .isZero();
    }

    @Test
    void refusesWhatIsNoRecordOfOurs() {
        var session = here.createSession();

        assertThatThrownBy(() -> session.setAttribute("x", "a string"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SessionAttribute");
        assertThatThrownBy(() -> SessionJson.write(new java.util.HashMap<>()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rowsAreJsonOfFixedTypes() {
        signedIn(here);

        String row =
                sql.queryForObject(
                        "SELECT convert_from(attribute_bytes, 'UTF8') FROM"
                                + " spring_session_attributes",
                        String.class);
        assertThat(row).startsWith("{\"type\":\"signed-in\",\"value\":{").doesNotContain("org.");
    }

    private <S extends Session> String signedIn(CachedSessions<S> sessions) {
        CachedSession<S> session = sessions.createSession();
        session.setLastAccessedTime(clock.instant());
        session.setAttribute(
                SignedIn.NAME,
                new SignedIn(
                        UUID.randomUUID(),
                        "ines@a.example",
                        "a.example",
                        "ines",
                        "AA",
                        ZoneId.of("Europe/Lisbon"),
                        clock.instant(),
                        null,
                        null,
                        null));
        sessions.save(session);
        return session.getId();
    }

    private void use(CachedSessions<?> sessions, String id) {
        sessions.heard();
        useAndSave(sessions, id);
    }

    private <S extends Session> void useAndSave(CachedSessions<S> sessions, String id) {
        CachedSession<S> session = sessions.findById(id);
        session.setLastAccessedTime(clock.instant());
        sessions.save(session);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static CachedSession found(CachedSessions sessions, String id) {
        return (CachedSession) sessions.findById(id);
    }

    private Instant lastUse() {
        return Instant.ofEpochMilli(
                sql.queryForObject("SELECT last_access_time FROM spring_session", Long.class));
    }

    private int listeners() {
        return sql.queryForObject(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'restante-news' AND"
                        + " datname = current_database() AND state = 'idle'",
                Integer.class);
    }

    private JdbcIndexedSessionRepository stored() {
        var stored =
                new JdbcIndexedSessionRepository(
                        sql, new TransactionTemplate(new JdbcTransactionManager(source)));
        stored.setConversionService(StoreConfiguration.json());
        return stored;
    }

    private SessionNews news(CachedSessions<?> sessions) {
        SessionNews news =
                new SessionNews(
                        database.url(), database.user(), database.password(), sessions, List.of());
        news.start();
        return news;
    }

    /** Now, or later. */
    private static final class MovableClock extends Clock {
        private volatile Duration moved = Duration.ZERO;

        void move(Duration by) {
            moved = moved.plus(by);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(moved);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
