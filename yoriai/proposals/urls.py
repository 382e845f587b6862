from yoriai.proposals.scheme_urls import SCHEMES

app_name = "proposals"
urlpatterns = [*SCHEMES]
