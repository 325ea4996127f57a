// Puts a button beside an address that is shown once.

for (const place of document.querySelectorAll("[data-copy-address]")) {
  const input = place.querySelector("input");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: place.dataset.copy });
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    input.select();
    try {
      await navigator.clipboard.writeText(input.value);
      said.textContent = place.dataset.copied;
    } catch {
      // It is selected: the keyboard copies it.
    }
  });
  place.append(" ", button, " ", said);
}
