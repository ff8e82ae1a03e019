package dev.backflow.api.openapi;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.backflow.api.ExperimentPlanView;
import dev.backflow.runs.Catalog;
import dev.backflow.spec.GivenName;
import dev.backflow.spec.Markdown;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.customizers.ParameterCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What an operation takes and answers, problems included, told by the types of the controller's method. */
@Component
class OperationSchemas implements OperationCustomizer, ParameterCustomizer, ModelConverter {

    private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);

    /** What ids and names in addresses are made of. */
    private static final String SEGMENT = "^[A-Za-z0-9_-]+$";

    private final RecordSchemas schemas = new RecordSchemas();

    OperationSchemas() {
        schemas.of(Catalog.Entry.class); // only openapi/operations/catalog.yaml refers to it
        schemas.of(ExperimentPlanView.class); // and experiments.yaml to this
    }

    Map<String, ObjectNode> components() {
        return schemas.components();
    }

    /** Keeps springdoc from looking into our types; it would not find what we write. */
    @Override
    public io.swagger.v3.oas.models.media.Schema<?> resolve(
            io.swagger.v3.core.converter.AnnotatedType type,
            ModelConverterContext context,
            Iterator<ModelConverter> others) {
        boolean ours = type.getType() != null && type.getType().getTypeName().contains("dev.backflow.");
        return ours
                ? new io.swagger.v3.oas.models.media.Schema<>()
                : others.next().resolve(type, context, others);
    }

    @Override
    public Parameter customize(Parameter described, MethodParameter parameter) {
        if (described != null && parameter.getParameterType().isEnum()) {
            described.setSchema(swagger(schemas.of(parameter.getParameterType())));
        } else if (described != null) {
            bound(described.getSchema(), parameter);
        }
        return described;
    }

    /** Springdoc passes over {@link Schema} at a parameter's type. No parameter may be empty. */
    private static void bound(io.swagger.v3.oas.models.media.Schema<?> described, MethodParameter parameter) {
        io.swagger.v3.oas.models.media.Schema<?> one = described.getItems() == null ? described : described.getItems();
        if (parameter.hasParameterAnnotation(RequestParam.class)
                && one.getTypes().contains("string")) {
            one.setMinLength(1);
        }
        if (parameter.hasParameterAnnotation(PathVariable.class)) {
            one.setPattern(SEGMENT);
        }
        Schema written = parameter.getParameterAnnotation(Schema.class);
        if (written == null) {
            return;
        }
        if (written.implementation() == GivenName.class) {
            ObjectNode name = CheckedBounds.of(() -> GivenName.of("name", "a"));
            one.maxLength(name.get("maxLength").intValue())
                    .pattern(name.get("pattern").stringValue());
        } else if (written.pattern().isEmpty()) {
            one.minimum(new BigDecimal(written.minimum()));
            one.maximum(written.maximum().isEmpty() ? MOST : new BigDecimal(written.maximum()));
        } else {
            one.pattern(written.pattern());
        }
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        Stream.of(method.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
                .forEach(body -> operation.getRequestBody().getContent().replaceAll((type, media) -> read(body)));
        AnnotatedType answer = answer(method.getMethod().getAnnotatedReturnType());
        if (answer.getType() != void.class) {
            Content content = json(schemas.of(answer));
            alsoMade(method).forEach(type -> content.putAll(file(type)));
            operation.getResponses().values().forEach(response -> response.setContent(content));
        } else if (method.hasMethodAnnotation(GetMapping.class)) {
            GetMapping get = Objects.requireNonNull(method.getMethodAnnotation(GetMapping.class));
            Content content = new Content();
            Stream.of(get.produces()).forEach(type -> content.putAll(file(type)));
            operation.getResponses().values().forEach(response -> response.setContent(content));
        }
        describe(operation);
        addProblems(operation);
        return operation;
    }

    /** What else than JSON the method's answer is written as. */
    private static Stream<String> alsoMade(HandlerMethod method) {
        GetMapping get = method.getMethodAnnotation(GetMapping.class);
        return get == null
                ? Stream.of()
                : Stream.of(get.produces()).filter(type -> !type.equals(APPLICATION_JSON_VALUE));
    }

    /** What the parameter says it reads; a file where it says nothing. */
    private MediaType read(MethodParameter body) {
        Schema read = body.getParameterAnnotation(Schema.class);
        ObjectNode file =
                JsonNodeFactory.instance.objectNode().put("type", "string").put("format", "binary");
        return new MediaType().schema(swagger(read == null ? file : schemas.of(read.implementation())));
    }

    /** What a method without a type to answer writes by itself. */
    private static Content file(String type) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "string");
        if (type.equals(org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE)) {
            return media(type, JsonNodeFactory.instance.objectNode()); // an event is no text
        }
        if (type.endsWith("+json")) {
            return media(type, JsonNodeFactory.instance.objectNode().put("type", "object"));
        }
        boolean text = type.matches("text/.*|.*json|.*xml");
        return media(type, text ? schema : schema.put("format", "binary"));
    }

    private static AnnotatedType answer(AnnotatedType returned) {
        return returned instanceof AnnotatedParameterizedType generic
                        && Stream.of(ResponseEntity.class, DeferredResult.class)
                                .anyMatch(wrapper ->
                                        generic.getType().getTypeName().startsWith(wrapper.getName()))
                ? answer(generic.getAnnotatedActualTypeArguments()[0])
                : returned;
    }

    /** Javadoc's first sentence is the summary; the description need not repeat it. */
    private static void describe(Operation operation) {
        if (operation.getDescription() != null) {
            String summary = Markdown.of(operation.getSummary());
            String rest = Markdown.of(operation.getDescription())
                    .substring(summary.length())
                    .strip();
            operation.summary(summary.replaceFirst("\\.$", "")).description(rest.isEmpty() ? null : rest);
        }
        if (operation.getParameters() != null) {
            operation.getParameters().stream()
                    .filter(parameter -> parameter.getDescription() != null)
                    .forEach(parameter -> parameter.setDescription(Markdown.of(parameter.getDescription())));
        }
        operation
                .getResponses()
                .values()
                .forEach(response -> response.setDescription(Markdown.of(response.getDescription())));
    }

    private static void addProblems(Operation operation) {
        ApiResponses responses = operation.getResponses();
        responses.addApiResponse("400", problem(operation.getRequestBody() == null ? "InvalidParameter" : "Invalid"));
        responses.addApiResponse("401", problem("Unauthenticated"));
        responses.addApiResponse("403", problem("Forbidden"));
        if (operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter -> parameter.getIn().equals("path"))) {
            responses.addApiResponse("404", problem("NotFound"));
        }
        responses.addApiResponse("406", problem("NotAcceptable"));
        if (operation.getRequestBody() != null) {
            responses.addApiResponse("408", problem("BodyTooSlow"));
            responses.addApiResponse("413", problem("BodyTooLarge"));
            responses.addApiResponse("415", problem("UnsupportedMediaType"));
        }
        responses.addApiResponse("414", problem("AddressTooLong"));
        responses.addApiResponse("421", problem("Misdirected"));
        responses.addApiResponse("431", problem("HeadersTooLarge"));
        responses.addApiResponse("429", problem("TooManyRequests"));
        responses.addApiResponse("500", problem("InternalError"));
        responses.addApiResponse("503", problem("Unavailable"));
    }

    private static ApiResponse problem(String name) {
        return new ApiResponse().$ref("#/components/responses/" + name);
    }

    private static Content json(ObjectNode schema) {
        return media(APPLICATION_JSON_VALUE, schema);
    }

    private static Content media(String type, ObjectNode schema) {
        return new Content().addMediaType(type, new MediaType().schema(swagger(schema)));
    }

    private static io.swagger.v3.oas.models.media.Schema<?> swagger(ObjectNode schema) {
        try {
            return Json31.mapper().readValue(schema.toString(), io.swagger.v3.oas.models.media.Schema.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
