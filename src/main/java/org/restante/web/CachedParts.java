package org.restante.web;

import java.util.Set;
import org.restante.settings.Announced;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.dialect.AbstractProcessorDialect;
import org.thymeleaf.processor.IProcessor;
import org.thymeleaf.standard.StandardDialect;

/**
 * Makes {@link CachedPart} known to the templates under the prefix {@code r}, and the news to it.
 */
@Component
class CachedParts extends AbstractProcessorDialect implements Announced {

    private static final String PREFIX = "r";

    private final CachedPart part;

    CachedParts(ObjectProvider<ITemplateEngine> engine) {
        super("Restante", PREFIX, StandardDialect.PROCESSOR_PRECEDENCE);
        this.part = new CachedPart(PREFIX, engine);
    }

    @Override
    public Set<IProcessor> getProcessors(String prefix) {
        return Set.of(part);
    }

    @Override
    public String channel() {
        return "restante_session_ended";
    }

    /** A session of that address has ended: nothing of its mail stays here. */
    @Override
    public void heard(String address) {
        part.forget(address);
    }

    @Override
    public void missed() {
        part.forgetAll();
    }
}
