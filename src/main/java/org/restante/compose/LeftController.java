package org.restante.compose;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Gives a text back that was sent when the session was over: nothing is saved, nothing looked up,
 * all fields stand as they were typed.
 */
@Controller
class LeftController {

    private static final String PAGE = "compose/left";
    private static final Pattern DRAFT = Pattern.compile("/drafts/([0-9a-f-]{36})");

    /** What the page keeps without showing it. */
    private static final List<String> HIDDEN =
            List.of(
                    "writer",
                    "number",
                    "uid",
                    "uidValidity",
                    "source",
                    "heading",
                    "inReplyTo",
                    "references",
                    "origin",
                    "signed",
                    "identity",
                    "format",
                    "html",
                    "keep",
                    "priority",
                    "receipt",
                    "report",
                    "later");

    @PostMapping("/left")
    ModelAndView giveBack(HttpServletRequest request, Posted posted, @Nullable Principal user) {
        Map<String, List<String>> fields = posted.without("act").fields();
        ModelAndView page = new ModelAndView(PAGE);
        page.setStatus(HttpStatus.UNAUTHORIZED);
        return page.addObject("draft", draft(request))
                .addObject("fields", fields)
                .addObject("hidden", HIDDEN)
                .addObject("posted", posted)
                .addObject("in", user != null)
                .addObject("file", posted.file() == null ? "" : FileName.of(posted.file().name()));
    }

    /** The one that the form was for. */
    private static UUID draft(HttpServletRequest request) {
        String path = (String) request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI);
        Matcher named = DRAFT.matcher(path == null ? "" : path);
        return named.find() && Copy.isId(named.group(1))
                ? UUID.fromString(named.group(1))
                : UUID.randomUUID();
    }
}
