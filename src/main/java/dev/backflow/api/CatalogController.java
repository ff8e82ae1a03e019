package dev.backflow.api;

import dev.backflow.runs.Catalog;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What can stand in a spec. */
@Tag(name = "Catalog")
@RestController
class CatalogController {

    /**
     * See what can stand in a spec. Every type of data set, activation, initializer, loss, optimizer and metric with
     * its parameters and defaults, and what can be recorded.
     *
     * @return Entries by family; tensors and statistics as words
     */
    @GetMapping(path = "/api/v1/catalog", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> getCatalog() {
        Map<String, Object> catalog = new LinkedHashMap<>(Catalog.entries());
        catalog.put("tensors", Catalog.tensors());
        catalog.put("statistics", Catalog.statistics());
        return catalog;
    }
}
