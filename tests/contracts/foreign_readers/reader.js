// Reads so many events of a topic as CloudEvents, with the official library and a client of JavaScript, one a line.
const { Kafka: Client, logLevel } = require("kafkajs");
const { Kafka } = require("cloudevents");

const [broker, topic, wanted] = process.argv.slice(2);

async function main() {
  const client = new Client({ brokers: [broker], logLevel: logLevel.ERROR });
  const consumer = client.consumer({ groupId: `${topic}.javascript` });
  let left = Number(wanted);
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await new Promise((done, failed) => {
    consumer.on(consumer.events.CRASH, (crash) => failed(crash.payload.error));
    consumer.run({
      eachMessage: async ({ message }) => {
        const headers = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, `${value}`]));
        const key = `${message.key}`;
        const event = Kafka.toEvent({ headers, key, value: `${message.value}` });
        event.validate();
        console.log(JSON.stringify({ ...event.toJSON(), key, header: headers["event-id"] }));
        left -= 1;
        if (left === 0) done();
      },
    });
  });
  await consumer.disconnect();
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
