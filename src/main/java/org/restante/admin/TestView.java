package org.restante.admin;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.restante.mailbox.probe.Finding;
import org.restante.mailbox.probe.Report;
import org.restante.mailbox.probe.Result;
import org.restante.mailbox.probe.Step;

/** What a test found, ready for the page. */
record TestView(Finding.Outcome outcome, long warnings, long failures, List<ServerView> servers) {

    /** One server's steps. */
    record ServerView(String protocol, String host, String port, List<StepView> steps) {}

    /**
     * One step.
     *
     * @param said the server's own words, or empty
     * @param first of what was found, then the second and all others
     */
    record StepView(
            Step step,
            Finding finding,
            long millis,
            long number,
            String first,
            String second,
            String others,
            String all,
            String missing,
            String said) {

        public String outcome() {
            return finding.outcome().name().toLowerCase(Locale.ROOT);
        }
    }

    /** Findings that are told in the server's own words, which mean only what they are. */
    private static final Set<Finding> QUOTED =
            Set.of(
                    Finding.GREETED,
                    Finding.TURNED_AWAY,
                    Finding.NOT_THIS_PROTOCOL,
                    Finding.STARTTLS_REFUSED,
                    Finding.NO_CAPABILITIES,
                    Finding.NOT_LET_IN);

    static TestView of(List<Report> reports) {
        return new TestView(
                worst(reports),
                count(reports, Finding.Outcome.WARNING),
                count(reports, Finding.Outcome.FAILED),
                reports.stream().map(TestView::server).toList());
    }

    private static Finding.Outcome worst(List<Report> reports) {
        if (count(reports, Finding.Outcome.FAILED) > 0) {
            return Finding.Outcome.FAILED;
        }
        return count(reports, Finding.Outcome.WARNING) > 0
                ? Finding.Outcome.WARNING
                : Finding.Outcome.GOOD;
    }

    private static long count(List<Report> reports, Finding.Outcome outcome) {
        return reports.stream()
                .flatMap(report -> report.results().stream())
                .filter(result -> result.finding().outcome() == outcome)
                .count();
    }

    private static ServerView server(Report report) {
        return new ServerView(
                report.protocol().name(),
                report.server().host(),
                "" + report.server().port(),
                report.results().stream().map(TestView::step).toList());
    }

    private static StepView step(Result result) {
        List<String> found = result.found();
        boolean quoted = QUOTED.contains(result.finding());
        return new StepView(
                result.step(),
                result.finding(),
                result.millis(),
                result.number(),
                at(found, 0),
                at(found, 1),
                String.join(", ", found.subList(Math.min(2, found.size()), found.size())),
                quoted ? "" : String.join(", ", found),
                String.join(", ", result.missing()),
                quoted ? at(found, 0) : "");
    }

    private static String at(List<String> found, int index) {
        return index < found.size() ? found.get(index) : "";
    }
}
