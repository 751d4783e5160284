// Parts of the page renew themselves when the stream tells of news. Without this script they are renewed by loading the page again.
const listener = document.querySelector("[data-live]");
let stream = null, place = "", renewing = null;

async function renew() {
  renewing = null;
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-renewed]")) {
    const now = page.getElementById(part.id);
    if (now) part.replaceChildren(...now.childNodes);
  }
}

function hear(event) {
  place = event.lastEventId;
  // Not all at the same moment, and a little later: figures are worked out from what is heard here.
  renewing ??= setTimeout(renew, 500 + Math.random() * 1500);
}

// A browser has few connections to a site, and a server few for listeners: only a page that is looked at holds one.
function listen() {
  if (document.hidden) {
    stream?.close();
    stream = null;
  } else if (!stream) {
    // A lost connection goes on by itself, with Last-Event-ID; one that was let go says where it was.
    stream = new EventSource(listener.dataset.live + (place && `&lastEventId=${place}`));
    for (const type of listener.dataset.types.split(" ")) stream.addEventListener(type, hear);
  }
}

document.addEventListener("visibilitychange", () => {
  listen();
  if (!document.hidden && !place) renew();
});
addEventListener("pagehide", () => { stream?.close(); stream = null; });
addEventListener("pageshow", listen);
