package org.restante.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.TemplateSpec;
import org.thymeleaf.context.Context;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.engine.AttributeName;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.element.AbstractAttributeTagProcessor;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.standard.expression.StandardExpressions;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * {@code r:cached="reading/row" r:key="${...}"}: a part of a page that depends on nothing but its
 * key and the language is rendered once and then only copied; most of a list is the list of before.
 *
 * <p>The fragment bears the name of its template. What the key does not hold must not show in it:
 * no token, no moment. Kept in memory only, for one reader, bounded by weight, and gone with the
 * end of a session of theirs.
 */
final class CachedPart extends AbstractAttributeTagProcessor {

    private static final long WEIGHT = 48L << 20;
    private static final int AFTER_ITERATION = 900;

    /** In the cache until its reader's session ends, or as long as it is asked for. */
    private static final Duration KEPT = Duration.ofMinutes(30);

    private record Key(@Nullable Object reader, String template, Locale locale, Object key) {}

    private final ObjectProvider<ITemplateEngine> engine;
    private final Cache<Key, RenderedPart> parts =
            Caffeine.newBuilder()
                    .maximumWeight(WEIGHT)
                    .expireAfterAccess(KEPT)
                    // the key's own texts come again in what is made of them, and so does that in
                    // its deflated form
                    .weigher((Key key, RenderedPart part) -> 300 + part.octets().length * 9 / 4)
                    .build();

    CachedPart(String prefix, ObjectProvider<ITemplateEngine> engine) {
        super(TemplateMode.HTML, prefix, null, false, "cached", true, AFTER_ITERATION, true);
        this.engine = engine;
    }

    @Override
    protected void doProcess(
            ITemplateContext context,
            IProcessableElementTag tag,
            AttributeName attribute,
            String template,
            IElementTagStructureHandler structure) {
        String expression = tag.getAttributeValue("r", "key");
        Object key =
                Objects.requireNonNull(
                        StandardExpressions.getExpressionParser(context.getConfiguration())
                                .parseExpression(context, expression)
                                .execute(context),
                        "a part without a key");
        Key wanted = new Key(context.getVariable("address"), template, context.getLocale(), key);
        RenderedPart part = parts.getIfPresent(wanted);
        if (part == null) {
            // Not inside the cache: a part may hold other parts.
            part = new RenderedPart(render(template, context));
            parts.put(wanted, part);
        }
        // our own template's output, in which every text is escaped already
        structure.replaceWith(part, false);
    }

    /** Forgets all that was rendered for that reader. */
    void forget(String reader) {
        parts.asMap().keySet().removeIf(key -> reader.equals(key.reader()));
    }

    void forgetAll() {
        parts.invalidateAll();
    }

    private String render(String template, ITemplateContext context) {
        Map<String, @Nullable Object> variables = new HashMap<>();
        context.getVariableNames().forEach(name -> variables.put(name, context.getVariable(name)));
        String fragment = template.substring(template.lastIndexOf('/') + 1);
        return engine.getObject()
                .process(
                        new TemplateSpec(template, Set.of(fragment), TemplateMode.HTML, null),
                        new Context(context.getLocale(), variables));
    }
}
