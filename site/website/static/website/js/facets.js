// Filters stand open where there is room beside the results and folded where there is not.
const wide = window.matchMedia("(width >= 64em)");
const facets = document.querySelectorAll("details.rb-facets");

const fit = () => {
  facets.forEach((details) => {
    details.open = wide.matches;
  });
};

fit();
wide.addEventListener("change", fit);
