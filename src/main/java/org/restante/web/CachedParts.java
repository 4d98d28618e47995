package org.restante.web;

import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.dialect.AbstractProcessorDialect;
import org.thymeleaf.processor.IProcessor;
import org.thymeleaf.standard.StandardDialect;

/** Makes {@link CachedPart} known to the templates under the prefix {@code r}. */
@Component
class CachedParts extends AbstractProcessorDialect {

    private final ObjectProvider<ITemplateEngine> engine;

    CachedParts(ObjectProvider<ITemplateEngine> engine) {
        super("Restante", "r", StandardDialect.PROCESSOR_PRECEDENCE);
        this.engine = engine;
    }

    @Override
    public Set<IProcessor> getProcessors(String prefix) {
        return Set.of(new CachedPart(prefix, engine));
    }
}
