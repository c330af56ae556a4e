'use strict';

// Without scripts all works but the copying, and a page that shows work asks for itself again.

for (const button of document.querySelectorAll('.copy button')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const code = button.parentElement.querySelector('code');
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = 'Copied';
    } catch {
      // A browser lets only pages of https and loopback write there.
      getSelection().selectAllChildren(code);
      button.textContent = 'Selected';
    }
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  });
}

const live = document.getElementById('live');
if (live) {
  const said = document.getElementById('said');
  const events = new EventSource('progress');
  events.addEventListener('state', (event) => {
    const [running, spoken, ...lines] = event.data.split('\n');
    const regions = () => [...live.querySelectorAll('.wide')];
    const focused = regions().indexOf(document.activeElement);
    // The server has escaped all that is not its own.
    live.innerHTML = lines.join('\n');
    live.dataset.running = running;
    if (focused >= 0) {
      regions()[focused]?.focus();
    }
    if (said.textContent !== spoken) {
      said.textContent = spoken;
    }
    for (const button of document.querySelectorAll('.work button')) {
      button.disabled = running === 'true';
    }
  });
}
