package org.restante.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/** Ends the session and leaves nothing of it in the browser. */
@Controller
class SignOutController {

    private static final String SIGN_IN = "redirect:/sign-in?signed-out";

    private final Sessions sessions;

    SignOutController(Sessions sessions) {
        this.sessions = sessions;
    }

    @PostMapping("/sign-out")
    String signOut(HttpServletRequest request, HttpServletResponse response) {
        sessions.end(request, response);
        response.setHeader("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
        return SIGN_IN;
    }
}
