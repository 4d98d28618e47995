package org.restante.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.account.LiveSessions;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Who is signed in to their mail, and the end of a session. */
@Controller
class SessionsController {

    private static final int ROWS = 50;
    private static final int LONGEST = 320;

    private final LiveSessions sessions;
    private final Audit audit;

    SessionsController(LiveSessions sessions, Audit audit) {
        this.sessions = sessions;
        this.audit = audit;
    }

    @GetMapping("/admin/sessions")
    ModelAndView all(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "1") int page,
            HttpServletRequest request) {
        String text = q.substring(0, Math.min(q.length(), LONGEST));
        long total = sessions.count(text);
        int last = (int) Math.max(1, Math.ceilDiv(total, ROWS));
        int shown = Math.clamp(page, 1, last);
        List<SessionRow> rows =
                sessions.find(text, (shown - 1) * ROWS, ROWS).stream().map(SessionRow::of).toList();
        return new ModelAndView("admin/sessions")
                .addObject("rows", rows)
                .addObject("q", text)
                .addObject("page", shown)
                .addObject("last", last)
                .addObject("from", total == 0 ? 0 : (shown - 1) * ROWS + 1)
                .addObject("to", (shown - 1) * ROWS + rows.size())
                .addObject("total", total)
                .addObject("done", Done.of(request));
    }

    /** Ends one session by its id, or all sessions of an address. */
    @PostMapping("/admin/ended-sessions")
    ModelAndView end(
            @RequestParam(required = false) @Nullable UUID session,
            @RequestParam(defaultValue = "") String address,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "1") int page,
            Administrator administrator) {
        if (session != null) {
            sessions.end(session)
                    .ifPresent(whose -> audit.did(administrator, "ended a session of", whose));
        } else if (!address.isEmpty()) {
            sessions.endAll(address);
            audit.did(administrator, "ended all sessions of", address);
        }
        return Redirect.to("/admin/sessions", "q", q, "page", "" + page, "ended", "");
    }
}
