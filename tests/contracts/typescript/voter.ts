// What a newspaper's page might do with clients that openapi-typescript made of the documents: suggests, votes, looks.
import createClient from "openapi-fetch";
import type { paths as Ideas } from "./ideas.ts";
import type { paths as Voting } from "./voting.ts";

const [ideasAt, votingAt, roundId, pollId, permit] = process.argv.slice(2) as [string, string, string, string, string];
const ideas = createClient<Ideas>({ baseUrl: ideasAt });
const voting = createClient<Voting>({ baseUrl: votingAt });

const suggested = await ideas.POST("/api/ideas/v1/ideas", {
  body: { round_id: roundId, title: "Trees for the market square", text: "Twelve lime trees would give shade." },
});
if (suggested.error) throw new Error(suggested.error.code);

const cast = await voting.POST("/api/voting/v1/ballots", { body: { permit, choices: [1, 5] } });
if (cast.error) throw new Error(cast.error.code);

const params = { path: { poll_id: pollId } };
const found = await voting.POST("/api/voting/v1/polls/{poll_id}/receipts", {
  params,
  body: { receipt: cast.data.receipt },
});
if (found.error) throw new Error(found.error.code);

const refused = await voting.POST("/api/voting/v1/ballots", { body: { permit: "forged", choices: [1] } });

console.log(
  JSON.stringify({
    idea: suggested.data.number,
    choices: cast.data.choices.map((line) => line.number),
    status: found.data.status,
    refused: refused.error?.code,
  }),
);
