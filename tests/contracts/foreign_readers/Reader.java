import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads so many events of a topic as CloudEvents, with nothing but the official library, and prints one a line. */
public class Reader {
    public static void main(String[] told) throws Exception {
        Map<String, Object> options = Map.of(
            "bootstrap.servers", told[0], "group.id", told[1] + ".java", "auto.offset.reset", "earliest");
        ObjectMapper json = new ObjectMapper();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int wanted = Integer.parseInt(told[2]);
        try (var consumer = new KafkaConsumer<>(options, new StringDeserializer(), new CloudEventDeserializer())) {
            consumer.subscribe(List.of(told[1]));
            while (wanted > 0) {
                for (ConsumerRecord<String, CloudEvent> found : consumer.poll(Duration.ofMillis(200))) {
                    CloudEvent event = found.value();
                    ObjectNode line = json.createObjectNode();
                    line.put("id", event.getId());
                    line.put("type", event.getType());
                    line.put("key", found.key());
                    line.put("header", new String(found.headers().lastHeader("event-id").value()));
                    line.put("partitionkey", (String) event.getExtension("partitionkey"));
                    line.put("position", (Integer) event.getExtension("position"));
                    line.put("dataschema", event.getDataSchema().toString());
                    line.set("data", json.readTree(event.getData().toBytes()));
                    out.println(json.writeValueAsString(line));
                    wanted--;
                }
            }
        }
    }
}
