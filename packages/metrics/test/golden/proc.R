# Golden values by R's pROC (Debian: r-base-core, r-cran-proc, r-cran-jsonlite): DeLong's variance, interval and
# paired test. Writes proc.json beside binary.csv. Run in this directory: Rscript proc.R
suppressPackageStartupMessages({
  library(pROC)
  library(jsonlite)
})

one <- function(rows) {
  roc_of <- function(score) {
    roc(rows$label, score, levels = c(0, 1), direction = "<", quiet = TRUE)
  }
  candidate <- roc_of(rows$candidate)
  baseline <- roc_of(rows$baseline)
  # Placements by comparing every pair: their variances give Satterthwaite's degrees of freedom (as in the test of
  # Brunner and Munzel).
  placements <- function(score) {
    wins <- outer(score[rows$label == 1], score[rows$label == 0], function(p, n) (p > n) + (p == n) / 2)
    list(positive = rowMeans(wins), negative = colMeans(wins))
  }
  satterthwaite <- function(positive, negative) {
    parts <- c(var(positive) / length(positive), var(negative) / length(negative))
    sum(parts)^2 / sum(parts^2 / (c(length(positive), length(negative)) - 1))
  }
  side <- function(curve, score) {
    area <- as.numeric(auc(curve))
    error <- sqrt(var(curve, method = "delong"))
    place <- placements(score)
    reach <- qt(0.975, satterthwaite(place$positive, place$negative)) * error / (area * (1 - area))
    list(
      auc = area,
      var = error^2,
      classes = c(length(place$positive), length(place$negative)),
      logitT = plogis(qlogis(area) + c(-1, 1) * reach)
    )
  }
  test <- roc.test(candidate, baseline, paired = TRUE, method = "delong", conf.level = 0.95)
  list(
    candidate = side(candidate, rows$candidate),
    baseline = side(baseline, rows$baseline),
    covariance = cov(candidate, baseline, method = "delong"),
    z = as.numeric(test$statistic),
    p = test$p.value
  )
}

rows <- read.csv("binary.csv")
golden <- list(all = one(rows))
for (site in sort(unique(rows$site))) {
  golden[[paste0("site=", site)]] <- one(rows[rows$site == site, ])
}
golden$pROC <- as.character(packageVersion("pROC"))
write(toJSON(golden, auto_unbox = TRUE, digits = NA, pretty = 1), "proc.json")
