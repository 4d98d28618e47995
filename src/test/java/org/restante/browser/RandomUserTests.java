package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.restante.browser.Chromium.Look;
import org.restante.browser.Chromium.Window;
import org.restante.journey.Complaints;
import org.restante.journey.Post;
import org.restante.journey.Running;
import org.restante.journey.Running.House;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/**
 * Somebody who clicks and types at random, in two tabs of one account: nothing complains, and in
 * the end the pages and the mail server tell the same. {@code -Drestante.minutes} makes it longer,
 * {@code -Drestante.seed} makes it the same again.
 */
@Requires({Requirement.DATABASE, Requirement.DOVECOT})
class RandomUserTests {
    private static final Duration SHORT = Duration.ofSeconds(20);

    /** Steps in one tab alone, after which it must be right without being loaded anew. */
    private static final int ALONE = 12;

    private static final List<String> KEYS =
            List.of(
                    "j",
                    "j",
                    "j",
                    "k",
                    "ArrowDown",
                    "ArrowUp",
                    "x",
                    "x",
                    "Shift+J",
                    "Shift+K",
                    "e",
                    "#",
                    "!",
                    "s",
                    "s",
                    "Shift+U",
                    "u",
                    "v",
                    "z",
                    "z",
                    "Enter",
                    "Enter",
                    "Escape",
                    "Escape",
                    "/",
                    "?",
                    "*",
                    "Tab",
                    "Shift+Tab",
                    "Space");

    private final House house = Running.get().dovecot();

    @Test
    void nothingComplainsAndAllAgreeInTheEnd() {
        long seed = Long.getLong("restante.seed", System.nanoTime());
        Integer minutes = Integer.getInteger("restante.minutes");
        Duration time = minutes == null ? SHORT : Duration.ofMinutes(minutes);
        System.out.println("random user: seed " + seed + ", " + time);
        String address = house.newUser();
        try (Complaints log = Complaints.listen();
                Chromium chromium = new Chromium();
                Window window = chromium.window(Look.DESKTOP);
                RawImap imap = house.connect(address)) {
            imap.append("INBOX", Post.letters(130));
            imap.createIfAbsent("Archive");
            imap.append("Archive", Post.letters(30));
            imap.createIfAbsent("Household");
            window.signIn(address, Running.PASSWORD);
            assertThat(window.page.locator(".msg")).hasCount(50);
            User user = new User(new Random(seed), window, imap);
            user.live(time);
            System.out.println("random user: seed " + seed + ", " + user.report());
            assertThat(user.failures).as("seed %d: %s", seed, user.last).isEmpty();
            assertThat(window.complaints()).as("seed %d: %s", seed, user.last).isEmpty();
            assertThat(window.dialogs()).isEmpty();
            assertThat(log.heard()).as("seed %d: %s", seed, user.last).isEmpty();
        }
    }

    private static final class User {
        private final Random random;
        private final Window window;
        private final RawImap imap;
        private final List<Page> tabs = new ArrayList<>();
        private final List<String> failures = new CopyOnWriteArrayList<>();
        private final Map<Request, Page> underWay = new ConcurrentHashMap<>();
        private final Deque<String> last = new ArrayDeque<>();
        private final Map<String, Integer> done = new TreeMap<>();
        private final Map<String, Consumer<Page>> acts = new LinkedHashMap<>();
        private int steps;
        private int missed;
        private int compared;

        User(Random random, Window window, RawImap imap) {
            this.random = random;
            this.window = window;
            this.imap = imap;
            window.context()
                    .onRequest(
                            request -> {
                                if (List.of("xhr", "fetch").contains(request.resourceType())) {
                                    underWay.put(request, request.frame().page());
                                }
                            });
            window.context().onRequestFinished(underWay::remove);
            window.context().onRequestFailed(underWay::remove);
            window.context()
                    .onResponse(
                            response -> {
                                if (response.status() >= 500) {
                                    failures.add(response.status() + " " + response.url());
                                }
                            });
            tabs.add(window.page);
            tabs.add(window.context().newPage());
            tabs.get(1).navigate(Running.get().url() + "/mail/INBOX");
            // What a page asked for ends with it.
            tabs.forEach(
                    tab ->
                            tab.onDOMContentLoaded(
                                    page -> underWay.values().removeIf(page::equals)));
            habits();
        }

        private void habits() {
            often(6, "key", page -> page.keyboard().press(any(KEYS)));
            often(
                    2,
                    "go",
                    page -> {
                        page.keyboard().press("g");
                        page.keyboard().press(any(List.of("i", "d", "s", "a", "b")));
                    });
            often(4, "open", page -> click(page, ".msg-link"));
            often(3, "choose", page -> click(page, ".msg input[name=uid]"));
            often(
                    3,
                    "quick",
                    page -> {
                        one(page, ".msg").hover(new Locator.HoverOptions().setTimeout(1_000));
                        click(page, ".quick button");
                    });
            often(
                    3,
                    "bar",
                    page -> {
                        click(page, ".msg input[name=uid]");
                        click(page, ".bar button[data-act]");
                    });
            often(
                    2,
                    "acts",
                    page -> {
                        click(page, ".msg-link");
                        click(page, ".acts button[data-act]");
                    });
            often(1, "neighbour", page -> click(page, ".place a"));
            often(
                    2,
                    "move",
                    page -> {
                        click(page, "details.move summary");
                        click(page, "details.move[open] button");
                    });
            often(3, "undo", page -> click(page, ".toast [data-undo]"));
            often(1, "close", page -> click(page, ".toast [data-close]"));
            often(2, "filter", page -> click(page, ".filters a"));
            often(
                    1,
                    "sort",
                    page -> {
                        click(page, ".sort summary");
                        click(page, ".sort[open] a");
                    });
            often(
                    1,
                    "search",
                    page -> {
                        one(page, "#search input[name=q]")
                                .fill(any(List.of("Letter 1", "", "quagga")));
                        page.keyboard().press("Enter");
                    });
            often(2, "page", page -> click(page, ".pager a"));
            often(3, "folder", page -> click(page, "#tree a"));
            often(2, "back", page -> page.goBack());
            often(1, "forward", page -> page.goForward());
            often(1, "reload", page -> page.reload());
            often(1, "refresh", page -> click(page, ".tools a[href='']"));
            often(1, "empty", page -> click(page, ".emptying button"));
            often(1, "settings", page -> page.navigate(Running.get().url() + "/settings/general"));
            often(1, "prefer", page -> click(page, ".segment label"));
            often(5, "leave", page -> click(page, ".settings a.node[href='/mail/INBOX']"));
            often(2, "answer", page -> click(page, ".dialog-acts > *"));
            often(1, "scroll", page -> page.mouse().wheel(0, random.nextInt(2_000) - 500));
            often(1, "arrival", page -> imap.append("INBOX", Post.letters(3)));
        }

        private void often(int weight, String name, Consumer<Page> act) {
            for (int i = 0; i < weight; i++) {
                acts.put(name + " ".repeat(i), act);
            }
        }

        void live(Duration time) {
            Instant end = Instant.now().plus(time);
            do {
                for (int i = random.nextInt(30) + 10; i > 0 && Instant.now().isBefore(end); i--) {
                    step(tabs.get(random.nextInt(10) < 7 ? 0 : 1));
                }
                agreeAlone();
            } while (Instant.now().isBefore(end) && failures.isEmpty());
            agreeEverywhere();
        }

        private void step(Page page) {
            String act = any(List.copyOf(acts.keySet()));
            note(act.strip() + (page == tabs.getFirst() ? "" : " in the second tab"));
            steps++;
            try {
                page.bringToFront(); // nothing moves in a tab behind another
                acts.get(act).accept(page);
                if (!page.url().matches("http://[^/]+/(mail|settings)([/?#].*)?")) {
                    page.navigate(Running.get().url() + "/mail/INBOX");
                }
                done.merge(act.strip(), 1, Integer::sum);
            } catch (Missing e) {
                steps--;
            } catch (PlaywrightException e) {
                missed++; // it went away under the pointer, or lies behind something
                page.keyboard().press("Escape");
            }
            // The other tab may have put elsewhere what this one asks for.
            window.complaints()
                    .removeIf(
                            text ->
                                    text.contains("status of 404")
                                            || text.contains("historyCacheMissLoadError"));
        }

        private void note(String act) {
            last.addLast(act);
            if (last.size() > 30) {
                last.removeFirst();
            }
        }

        /** What was done elsewhere is known after a click; then the page keeps itself right. */
        private void agreeAlone() {
            Page page = tabs.getFirst();
            tabs.forEach(this::idle);
            page.navigate(Running.get().url() + "/mail/INBOX");
            for (int i = 0; i < ALONE; i++) {
                String act = last.peekLast();
                step(page);
                if (!Objects.equals(act, last.peekLast()) && "arrival".equals(last.peekLast())) {
                    idle(page);
                    page.navigate(Running.get().url() + "/mail/INBOX");
                }
            }
            idle(page);
            if (page.locator(".rows").count() > 0) {
                compare(page, "before loading anew");
            }
        }

        private void agreeEverywhere() {
            Page page = tabs.getFirst();
            for (String folder : imap.mailboxes()) {
                Set<Long> seen = new HashSet<>();
                String path = "/mail/" + folder;
                while (path != null) {
                    page.navigate(URI.create(Running.get().url()).resolve(path).toString());
                    idle(page);
                    seen.addAll(compare(page, "loaded anew").keySet());
                    Locator next = page.locator(".pager a[rel=next]");
                    path = next.count() == 0 ? null : next.getAttribute("href");
                }
                imap.select(folder);
                if (!seen.equals(new HashSet<>(imap.search("ALL")))) {
                    failures.add(folder + " shows " + seen + " and has " + imap.search("ALL"));
                }
            }
        }

        /** The rows that are shown, each with its marks; they are as the server has them. */
        private Map<Long, String> compare(Page page, String when) {
            compared++;
            URI address = URI.create(page.url());
            String folder = address.getPath().split("/")[2];
            Map<Long, String> shown = new LinkedHashMap<>();
            Object rows =
                    page.evaluate(
                            "() => [...document.querySelectorAll('.msg')].map(row =>"
                                    + " row.id.slice(1) + (row.classList.contains('unread') ? ' unread'"
                                    + " : '') + (row.classList.contains('flagged') ? ' flagged' : '')"
                                    + " + (row.classList.contains('leaving') ? ' leaving' : ''))");
            for (Object row : (List<?>) rows) {
                String[] parts = ((String) row).split(" ", 2);
                shown.put(Long.valueOf(parts[0]), parts.length == 1 ? "" : " " + parts[1]);
            }
            imap.select(folder);
            List<Long> all = new ArrayList<>(imap.search("ALL"));
            Set<Long> unread = new HashSet<>(imap.search("UNSEEN"));
            Set<Long> flagged = new HashSet<>(imap.search("FLAGGED"));
            Collections.reverse(all);
            Map<Long, String> kept = new LinkedHashMap<>();
            List<Long> wanted = new ArrayList<>(shown.keySet());
            String query = address.getQuery();
            if (query == null || query.matches("page=\\d+")) {
                int from = wanted.isEmpty() ? 0 : Math.max(0, all.indexOf(wanted.getFirst()));
                boolean none = wanted.isEmpty() && all.isEmpty();
                int to = none ? 0 : Math.min(all.size(), from + Math.max(1, wanted.size()));
                wanted = all.subList(from, to);
            }
            for (long uid : wanted) {
                kept.put(
                        uid,
                        !all.contains(uid)
                                ? " gone"
                                : (unread.contains(uid) ? " unread" : "")
                                        + (flagged.contains(uid) ? " flagged" : ""));
            }
            if (!List.copyOf(shown.entrySet()).equals(List.copyOf(kept.entrySet()))) {
                failures.add(
                        when
                                + " at "
                                + address
                                + ":\nshown "
                                + shown
                                + "\nkept  "
                                + kept
                                + "\nafter "
                                + last);
            }
            return shown;
        }

        private void idle(Page page) {
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptionsInstanceOf(PlaywrightException.class) // on its way elsewhere
                    .during(Duration.ofMillis(400))
                    .until(
                            () ->
                                    Boolean.TRUE.equals(
                                                    page.evaluate(
                                                            "() => document.readyState === 'complete'"
                                                                    + " && !document.querySelector("
                                                                    + "'.htmx-request, .rows[aria-busy]')"))
                                            && !underWay.containsValue(page));
        }

        private Locator one(Page page, String selector) {
            Locator found = page.locator(selector + ":visible");
            int count = found.count();
            if (count == 0) {
                throw new Missing();
            }
            return found.nth(random.nextInt(count));
        }

        private void click(Page page, String selector) {
            one(page, selector).click(new Locator.ClickOptions().setTimeout(1_500));
        }

        private <T> T any(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        String report() {
            return "%d steps, %d missed, %d comparisons, %d faults; %s"
                    .formatted(steps, missed, compared, failures.size(), done);
        }
    }

    /** There is nothing of the kind on the page now. */
    private static final class Missing extends RuntimeException {
        Missing() {
            super(null, null, false, false);
        }
    }
}
