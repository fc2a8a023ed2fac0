# Golden values by R's boot (Debian: r-base-core, r-cran-boot, r-cran-jsonlite): the standard error by numerical
# influence values (the infinitesimal jackknife), and the BCa interval of 10,000 seeded replicates.
# Writes boot.json beside binary.csv. Run in this directory: Rscript boot.R
suppressPackageStartupMessages({
  library(boot)
  library(jsonlite)
})

REPLICATES <- 10000

# Each metric is a function of the weights of the rows.
confusion <- function(rows, side) {
  y <- rows$label == 1
  p <- rows[[side]] >= 0.5
  function(w) c(tp = sum(w[y & p]), fp = sum(w[!y & p]), fn = sum(w[y & !p]), tn = sum(w[!y & !p]))
}
binary <- list(
  f1 = function(m) with(as.list(m), 2 * tp / (2 * tp + fp + fn)),
  mcc = function(m) with(as.list(m), (tp * tn - fp * fn) / sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))),
  kappa = function(m) {
    with(as.list(m / sum(m)), {
      chance <- (tp + fp) * (tp + fn) + (fn + tn) * (fp + tn)
      (tp + tn - chance) / (1 - chance)
    })
  }
)
regression <- list(
  rmse = function(y, e, w) sqrt(weighted.mean(e^2, w)),
  r2 = function(y, e, w) 1 - sum(w * e^2) / sum(w * (y - weighted.mean(y, w))^2)
)

statistics <- function(task, rows) {
  if (task == "binary") {
    cells <- lapply(c(candidate = "candidate", baseline = "baseline"), function(side) confusion(rows, side))
    lapply(binary, function(metric) function(side) function(w) metric(cells[[side]](w)))
  } else {
    lapply(regression, function(metric) function(side) function(w) metric(rows$label, rows[[side]] - rows$label, w))
  }
}

measure <- function(rows, of_weights) {
  statistic <- function(data, w) of_weights(w)
  influence <- empinf(data = rows, statistic = statistic, stype = "w", type = "inf", eps = 1e-5)
  set.seed(1993)
  drawn <- boot(rows, statistic, R = REPLICATES, stype = "w")
  ends <- boot.ci(drawn, conf = 0.95, type = "bca", L = influence)
  list(
    value = drawn$t0,
    # var.linear divides by n squared, an estimate from a sample by n (n - 1).
    standardError = sqrt(var.linear(influence) * nrow(rows) / (nrow(rows) - 1)),
    bca = ends$bca[4:5]
  )
}

golden <- list(boot = as.character(packageVersion("boot")), replicates = REPLICATES)
for (task in c("binary", "regression")) {
  rows <- read.csv(paste0(task, ".csv"))
  golden[[task]] <- lapply(statistics(task, rows), function(metric) {
    of <- list(candidate = metric("candidate"), baseline = metric("baseline"))
    of$change <- function(w) of$candidate(w) - of$baseline(w)
    lapply(of, function(each) measure(rows, each))
  })
}
write(toJSON(golden, auto_unbox = TRUE, digits = NA, pretty = 1), "boot.json")
